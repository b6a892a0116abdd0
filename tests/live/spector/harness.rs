//! Makes the calls of Spector's scenarios by the declarations that were imported.
//!
//! The request that a scenario expects is read as the struct of its endpoint, by `serve`; the client sends that struct to the server, which judges what
//! came. The response that the client has read is written as a response again, and compared with what the server sent.

mod call;
mod known;
mod same;

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use callpoint::Body;
use callpoint::serve::matches;
use callpoint::transport::{HyperTransport, Transport};
use http::Request;
use serde::Deserialize;

pub use self::call::{ByKey, BySharedAccessKey, ByToken, Case, Nobody};
use self::call::{Seen, Sent, read, text};
use self::known::Known;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Scenario {
    name: String,
    specification: String,
    has_document: bool,
    calls: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Expected {
    method: String,
    uri: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
    chooses_accept: bool,
    status: u16,
    is_documented: bool,
    is_status_documented: bool,
    response_headers: Vec<(String, String)>,
    bases: Vec<Base>,
}

#[derive(Deserialize)]
struct Base {
    document: String,
    base: String,
}

impl Expected {
    fn request(&self) -> Request<Bytes> {
        let mut request = Request::builder()
            .method(self.method.as_str())
            .uri(&self.uri);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let body = self
            .body
            .as_ref()
            .map(|body| STANDARD.decode(body).unwrap());
        request.body(body.unwrap_or_default().into()).unwrap()
    }
}

/// A call of a scenario that passed.
struct Earlier<'a> {
    case: &'a Case,
    base: &'a Base,
    expected: &'a Expected,
    seen: Seen,
}

struct Suite<'a> {
    cases: &'a [Case],
    base: String,
}

impl Suite<'_> {
    async fn pass(&self, scenario: &Scenario) -> Result<(), String> {
        if !scenario.has_document {
            return Err("there is no document".to_owned());
        }
        let mut earlier: Option<Earlier<'_>> = None;
        for expected in &scenario.calls {
            let mut tried = Vec::new();
            let found = self.matching(expected);
            let link = format!("{}{}", self.base, expected.uri);
            if !found.is_empty() {
                tried.extend(
                    found
                        .into_iter()
                        .map(|(case, base)| (case, base, expected, None)),
                );
            } else if let Some(earlier) = earlier
                .take_if(|earlier| String::from_utf8_lossy(&earlier.seen.body).contains(&link))
            {
                // The operation again, at a link that its response had.
                tried.push((earlier.case, earlier.base, earlier.expected, Some(link)));
            }
            let mut reason = "no operation".to_owned();
            earlier = None;
            for (case, base, request, at) in tried {
                match (case.call)(self.sent(request, expected, base, at))
                    .await
                    .and_then(|seen| judged(expected, seen))
                {
                    Ok(seen) => {
                        earlier = Some(Earlier {
                            case,
                            base,
                            expected: request,
                            seen,
                        });
                        break;
                    }
                    Err(failure) => reason = failure,
                }
            }
            if earlier.is_none() {
                return Err(format!("{} {}: {reason}", expected.method, expected.uri));
            }
        }
        Ok(())
    }

    fn sent(
        &self,
        request: &Expected,
        expected: &Expected,
        base: &Base,
        at: Option<String>,
    ) -> Sent {
        let is_undocumented = expected.is_documented && !expected.is_status_documented;
        let request = request.request();
        let accept = request
            .headers()
            .get("accept")
            .filter(|_| expected.chooses_accept);
        Sent {
            accept: accept.and_then(|accept| Some(accept.to_str().ok()?.to_owned())),
            request,
            base: self.base.clone(),
            base_path: base.base.clone(),
            at,
            undocumented: is_undocumented.then_some(expected.status),
        }
    }

    /// The endpoint of each document that a request is for.
    fn matching<'a>(&'a self, expected: &'a Expected) -> Vec<(&'a Case, &'a Base)> {
        let request = expected.request();
        let best = |base: &'a Base| {
            let of_document = self
                .cases
                .iter()
                .filter(|case| case.document == base.document.trim_end_matches(".yaml"));
            let found = of_document.filter_map(|case| {
                let specificity = matches(case.meta, &request, &base.base).ok()?;
                // The way to log in that the request has, or else the first.
                Some(((specificity, (case.is_for)(request.headers())), case))
            });
            let found = found.reduce(|best, next| if next.0 > best.0 { next } else { best });
            found.map(|(_, case)| (case, base))
        };
        expected.bases.iter().filter_map(best).collect()
    }

    /// What the server says of each scenario.
    async fn coverage(&self) -> BTreeMap<String, String> {
        #[derive(Deserialize)]
        struct Report {
            results: BTreeMap<String, String>,
        }
        let transport = HyperTransport::new(Duration::from_secs(5)).expect("a transport");
        let request = Request::get(format!("{}/.coverage", self.base))
            .body(Body::default())
            .unwrap();
        let body = read(
            transport
                .send(request)
                .await
                .expect("the server responds")
                .into_body(),
        )
        .await;
        let reports: Vec<Report> = serde_json::from_slice(&body).expect("a report");
        reports
            .into_iter()
            .flat_map(|report| report.results)
            .collect()
    }
}

/// The status is the scenario's, and so are the headers that it has.
fn judged(expected: &Expected, read: Seen) -> Result<Seen, String> {
    if read.status.as_u16() != expected.status {
        let body = String::from_utf8_lossy(&read.body).into_owned();
        return Err(format!(
            "the server responds {}, not {}: {body}",
            read.status, expected.status
        ));
    }
    for (name, value) in &expected.response_headers {
        if name != "content-type" && text(&read.headers, name) != value {
            return Err(format!(
                "the header `{name}` of the response was read as `{}`, not as `{value}`",
                text(&read.headers, name)
            ));
        }
    }
    Ok(read)
}

/// Makes all calls, and compares what does not pass with what is known not to.
pub fn run(cases: &[Case]) -> ExitCode {
    let from_environment =
        |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("`{name}` is not set"));
    let file =
        |name: &str| std::fs::read_to_string(from_environment(name)).expect("the file is there");
    let scenarios: Vec<Scenario> =
        serde_json::from_str(&file("SPECTOR_SCENARIOS")).expect("scenarios");
    let known = file("SPECTOR_KNOWN");
    let known = Known::parse(&known);

    let suite = Suite {
        cases,
        base: from_environment("SPECTOR_URL"),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let (documented, undocumented): (Vec<&Scenario>, Vec<&Scenario>) =
        scenarios.iter().partition(|scenario| scenario.has_document);
    let failed = runtime.block_on(async {
        let mut failed = BTreeMap::new();
        for scenario in &documented {
            if let Err(reason) = suite.pass(scenario).await {
                failed.insert(scenario.name.as_str(), reason);
            }
        }
        let coverage = suite.coverage().await;
        for scenario in &documented {
            match coverage.get(&scenario.name).map(String::as_str) {
                Some("pass") => {}
                verdict => {
                    failed
                        .entry(scenario.name.as_str())
                        .or_insert_with(|| format!("the server says {verdict:?}"));
                }
            }
        }
        failed
    });

    let mut mistakes = Vec::new();
    let without: BTreeSet<&str> = undocumented
        .iter()
        .map(|scenario| scenario.specification.as_str())
        .collect();
    if !without.iter().eq(known.specifications.keys()) {
        mistakes.push(format!("no documents of {without:?}"));
    }
    for (name, reason) in &failed {
        if !known.undescribed.contains_key(name) && !known.missing.contains_key(name) {
            mistakes.push(format!("{name}: {reason}"));
        }
    }
    for name in known.undescribed.keys().chain(known.missing.keys()) {
        if !failed.contains_key(name) {
            mistakes.push(format!("{name}: listed, but it passes or is not there"));
        }
    }
    for mistake in &mistakes {
        println!("{mistake}");
    }
    let described = documented.len() - known.undescribed.len();
    let passed = documented.len() - failed.len();
    println!(
        "{} scenarios: {} without a document, {} that their document does not describe, {described} described, of which {passed} pass",
        scenarios.len(),
        undocumented.len(),
        known.undescribed.len(),
    );
    if mistakes.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
