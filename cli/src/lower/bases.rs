//! Servers: that of most operations is the client's, and each other one is a type that `base = …` names.

use std::collections::HashMap;

use callpoint_documents::description::{Description, Operation, Server};

use crate::model::Base;
use crate::names::{Taken, type_name, words};

/// Labels of hosts that say nothing about what is there.
const GENERIC: [&str; 6] = ["www", "api", "apis", "localhost", "rest", "v1"];

/// The servers of a description.
#[derive(Debug, Default)]
pub(super) struct Bases {
    /// The base that most operations have.
    pub(super) common: String,
    /// The type of each other one, by its URL.
    types: HashMap<String, String>,
    pub(super) declared: Vec<Base>,
}

impl Bases {
    pub(super) fn of(
        description: &Description,
        operations: &[&Operation],
        taken: &mut Taken,
    ) -> Self {
        let mut bases = Self {
            common: common(operations),
            ..Self::default()
        };
        for operation in operations.iter().filter(|one| one.obstacle.is_none()) {
            let url = operation.base();
            // Where the document names none, the client's is as good as any.
            if url.is_empty() || url == bases.common || bases.types.contains_key(url) {
                continue;
            }
            let documented = operation.servers.first().or_else(|| {
                let servers = description.servers.iter();
                servers.into_iter().find(|server| server.url == url)
            });
            let name = taken.take(candidates(url));
            bases.declared.push(Base {
                doc: doc(url, documented),
                url: documented_url(url, documented),
                name: name.clone(),
            });
            bases.types.insert(url.to_owned(), name);
        }
        bases
    }

    /// The option of an operation, or what is to know of its server.
    pub(super) fn option(&self, operation: &Operation) -> Result<Option<String>, String> {
        let url = operation.base();
        if url == self.common {
            return Ok(None);
        }
        match self.types.get(url) {
            Some(name) => Ok(Some(format!("base = {name}"))),
            None => {
                Err("the document names no server for this; it is sent to the client's".to_owned())
            }
        }
    }
}

/// The base of most operations; the first where there are as many of another.
fn common(operations: &[&Operation]) -> String {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let declared = operations.iter().filter(|one| one.obstacle.is_none());
    for operation in declared {
        *counts.entry(operation.base()).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or_default();
    let mut bases = operations.iter().map(|operation| operation.base());
    bases
        .find(|base| counts.get(base) == Some(&most))
        .unwrap_or_default()
        .to_owned()
}

/// The names that a server could have: a word of its host, or the end of its path.
fn candidates(url: &str) -> Vec<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let labels: Vec<&str> = host.split('.').collect();
    let says = |text: &str| {
        let words = words(text);
        let is_plain =
            !words.is_empty() && words.len() <= 3 && text.starts_with(char::is_alphabetic);
        is_plain.then(|| type_name(&words)).flatten()
    };
    // `uploads` of `uploads.example.com`, and not the name of all that the company has.
    let labels_before_domain = labels.len().saturating_sub(2);
    let of_host = labels
        .iter()
        .take(labels_before_domain)
        .filter(|label| !GENERIC.contains(&label.to_ascii_lowercase().as_str()))
        .filter_map(|label| says(label));
    let of_path = path
        .rsplit('/')
        .filter(|segment| !segment.contains(['{', '<']));
    let of_path = of_path
        .filter(|segment| !GENERIC.contains(segment))
        .filter_map(says);
    let mut candidates: Vec<String> = of_host.chain(of_path).collect();
    // Where an operation or a type has that name.
    let with_word = candidates.first().map(|first| format!("{first}Server"));
    candidates.extend(with_word.into_iter().chain(["OtherServer".to_owned()]));
    candidates
}

/// The URL, where a client can use it as it is.
fn documented_url(url: &str, server: Option<&Server>) -> Option<String> {
    let url = with_defaults(url, server);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/".contains(c);
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (name, port) = host.rsplit_once(':').unwrap_or((host, "443"));
    let is_host = !name.is_empty()
        && !name.contains(':')
        && name.split('.').all(|label| !label.is_empty())
        && port.parse::<u16>().is_ok_and(|port| port > 0);
    let is_path = path.is_empty()
        || path
            .split('/')
            .all(|segment| !matches!(segment, "" | "." | ".."));
    (is_host && is_path && rest.chars().all(is_plain)).then_some(url)
}

/// A URL with the defaults of its variables.
pub(super) fn with_defaults(url: &str, server: Option<&Server>) -> String {
    let mut url = url.to_owned();
    for variable in server.iter().flat_map(|server| &server.variables) {
        url = url.replace(&format!("{{{}}}", variable.name), &variable.default);
    }
    url
}

fn doc(url: &str, server: Option<&Server>) -> String {
    let said = server.map(|server| server.doc.trim()).unwrap_or_default();
    let said = said.lines().next().unwrap_or_default();
    let url = url.replace('`', "");
    if said.is_empty() {
        format!("The server at `{url}`.")
    } else {
        let mark = if said.ends_with(['.', '!', '?']) {
            ""
        } else {
            "."
        };
        format!("{said}{mark} Its URL is `{url}`.")
    }
}
