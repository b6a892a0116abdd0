//! Two declarations of a call, and two requests of it.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use callpoint::meta::{CodecId, EndpointMeta, ResponseMeta, StatusPattern};
use callpoint::{BaseUrl, Endpoint};
use serde_json::Value;

/// What differs, as sentences by call.
#[derive(Default)]
pub(crate) struct Differences(pub(crate) BTreeSet<(String, String)>);

/// A request as it is sent.
pub(crate) struct Wire {
    call: String,
    path: String,
    /// What has a name: `query page`, `header accept`, `body institution`.
    values: BTreeMap<String, String>,
}

impl Wire {
    pub(crate) fn of<E: Endpoint>(request: &E) -> Result<Self, Box<dyn Error>> {
        let sent = request.to_http(&BaseUrl::parse("https://example.com")?)?;
        let mut values = BTreeMap::new();
        for pair in sent.uri().query().unwrap_or_default().split('&') {
            if let Some((name, value)) = pair.split_once('=') {
                let values: &mut String = values.entry(format!("query {name}")).or_default();
                values.push_str(if values.is_empty() { "" } else { "&" });
                values.push_str(value);
            }
        }
        for (name, value) in sent.headers() {
            values.insert(format!("header {name}"), value.to_str()?.to_owned());
        }
        let body = sent.body().as_bytes().ok_or("a body that is a stream")?;
        if !body.is_empty() {
            let Value::Object(fields) = serde_json::from_slice(body)? else {
                return Err("a body that is no object".into());
            };
            for (name, value) in fields {
                values.insert(format!("body {name}"), value.to_string());
            }
        }
        Ok(Self {
            call: format!("{} {}", E::META.method, E::META.template),
            path: format!("{} {}", sent.method(), sent.uri().path()),
            values,
        })
    }
}

impl Differences {
    fn add(&mut self, call: &str, sentence: String) {
        self.0.insert((call.to_owned(), sentence));
    }

    /// Credentials and statuses. Method and template are the same.
    pub(crate) fn declarations(&mut self, page: &EndpointMeta, document: &EndpointMeta) {
        let call = format!("{} {}", page.method, page.template);
        if page.auth.alternatives() != document.auth.alternatives() {
            self.add(&call, format!("auth: {} and {}", page.auth, document.auth));
        }
        let (page, document) = (statuses(page), statuses(document));
        self.maps(&call, "status ", &page, &document);
    }

    /// Two requests with the same values.
    pub(crate) fn requests(&mut self, which: &str, page: &Wire, document: &Wire) {
        if page.path != document.path {
            self.add(
                &page.call,
                format!("path: {} and {}", page.path, document.path),
            );
        }
        self.maps(&page.call, which, &page.values, &document.values);
    }

    fn maps(
        &mut self,
        call: &str,
        which: &str,
        page: &BTreeMap<String, String>,
        document: &BTreeMap<String, String>,
    ) {
        let names: BTreeSet<&String> = page.keys().chain(document.keys()).collect();
        for name in names {
            match (page.get(name), document.get(name)) {
                (Some(_), None) => self.add(call, format!("{which}{name}: only the pages")),
                (None, Some(_)) => self.add(call, format!("{which}{name}: only the document")),
                (Some(page), Some(document)) if page != document => self.add(
                    call,
                    format!("{which}{name}: {page} of the pages, {document} of the document"),
                ),
                _ => {}
            }
        }
    }
}

/// The statuses, each with what its body is.
fn statuses(meta: &EndpointMeta) -> BTreeMap<String, String> {
    let mut statuses = BTreeMap::new();
    let mut add = |response: &ResponseMeta, outcome: &str| {
        let body = match response.codec.id {
            CodecId::NoContent => "nothing",
            _ if response.type_name.starts_with("Vec<") => "a list",
            _ => "an object",
        };
        for status in response.statuses {
            let StatusPattern::Code(code) = status else {
                continue;
            };
            statuses
                .entry(code.to_string())
                .or_insert_with(|| format!("{outcome} with {body}"));
        }
    };
    meta.successes
        .iter()
        .for_each(|response| add(response, "success"));
    meta.errors
        .iter()
        .for_each(|response| add(response, "error"));
    statuses
}
