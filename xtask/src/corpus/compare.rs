//! What a document declares beside what came out of it.

use std::collections::BTreeMap;

use super::document::{Operation, Parameter, Response};
use super::module::{Arm, Endpoint, Location};
use super::notes::Notes;
use super::wire::{braced, coarse, essence, fits, is_xml, outline};

/// Something that the document has and the declaration has not.
#[derive(Debug)]
pub(crate) struct Loss {
    pub(crate) kind: &'static str,
    /// `#/paths/~1links/get: the query parameter …`
    pub(crate) what: String,
    pub(crate) is_noted: bool,
}

/// One of several media types was chosen, with a note: the declaration says all of what it sends and reads.
pub(crate) const CHOICE: &str = "choice of a media type";

/// What came of one document.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    pub(crate) operations: usize,
    pub(crate) declared: usize,
    pub(crate) complete: usize,
    pub(crate) losses: Vec<Loss>,
    /// The endpoints that no operation has.
    pub(crate) invented: usize,
}

pub(crate) fn compare(
    operations: &[Operation],
    endpoints: &[Endpoint],
    notes: &[String],
) -> Comparison {
    let notes = Notes::new(notes);
    let mut comparison = Comparison {
        operations: operations.len(),
        ..Comparison::default()
    };
    let (operations, endpoints): (Vec<&Operation>, Vec<&Endpoint>) =
        (operations.iter().collect(), endpoints.iter().collect());
    let (operations, endpoints) = comparison.paired(operations, endpoints, &notes, str::to_owned);
    // A segment with text around its parameters can have become one parameter, with a note.
    let (operations, endpoints) = comparison.paired(operations, endpoints, &notes, coarse);
    for operation in operations {
        let texts = notes.at(&operation.pointer, "");
        let is_undeclared = |(place, text): &(&str, &str)| {
            place.ends_with("is not declared") || text.contains("is not declared")
        };
        comparison.losses.push(Loss {
            kind: "operation",
            what: operation.pointer.clone(),
            is_noted: !texts.is_empty() || notes.all.iter().any(is_undeclared),
        });
    }
    comparison.invented = endpoints.len();
    comparison
}

/// What has the same method and path.
type Group<'a> = (Vec<&'a Operation>, Vec<&'a Endpoint>);

impl Comparison {
    /// Compares each operation with the endpoint of its path that has most of it; what has no counterpart is returned.
    fn paired<'a>(
        &mut self,
        operations: Vec<&'a Operation>,
        endpoints: Vec<&'a Endpoint>,
        notes: &Notes<'_>,
        key: fn(&str) -> String,
    ) -> (Vec<&'a Operation>, Vec<&'a Endpoint>) {
        let mut by_key: BTreeMap<(&str, String), Group<'_>> = BTreeMap::new();
        for operation in operations {
            let path = operation.path.split(['?', '#']).next().unwrap_or_default();
            let slash = if path.starts_with('/') { "" } else { "/" };
            let path = braced(&format!("{slash}{path}"));
            let outline = key(&outline(&path, '{', '}'));
            let entry = by_key.entry((&operation.method, outline)).or_default();
            entry.0.push(operation);
        }
        for endpoint in endpoints {
            let outline = key(&outline(&endpoint.path, '<', '>'));
            let entry = by_key.entry((&endpoint.method, outline)).or_default();
            entry.1.push(endpoint);
        }
        let mut left = (Vec::new(), Vec::new());
        for (mut operations, mut endpoints) in by_key.into_values() {
            let mut pairs = pairs(&operations, &endpoints, notes);
            // One with few parameters must not take the endpoint of one with many.
            pairs.sort_by_key(|(at, to, losses)| {
                let declared = operations
                    .get(*at)
                    .map_or(0, |found| found.parameters.len());
                let fields = endpoints.get(*to).map_or(0, |found| found.fields.len());
                (losses.len(), declared.abs_diff(fields))
            });
            let mut is_taken = (vec![false; operations.len()], vec![false; endpoints.len()]);
            for (at, to, losses) in pairs {
                let (Some(one), Some(other)) = (is_taken.0.get_mut(at), is_taken.1.get_mut(to))
                else {
                    continue;
                };
                if *one || *other {
                    continue;
                }
                (*one, *other) = (true, true);
                self.declared += 1;
                let is_choice = |loss: &Loss| loss.kind == CHOICE && loss.is_noted;
                self.complete += usize::from(losses.iter().all(is_choice));
                self.losses.extend(losses);
            }
            let mut taken = is_taken.0.into_iter();
            operations.retain(|_| taken.next() == Some(false));
            let mut taken = is_taken.1.into_iter();
            endpoints.retain(|_| taken.next() == Some(false));
            left.0.append(&mut operations);
            left.1.append(&mut endpoints);
        }
        left
    }
}

/// Whether an endpoint has the fixed pair or header that a path names: `/#Action=CreateGroup`, `/jobs?op=LISTAFTERID`.
fn is_named(operation: &Operation, endpoint: &Endpoint) -> bool {
    let Some((_, pair)) = operation.path.split_once(['#', '?']) else {
        return false;
    };
    let has = |pair: &str| {
        let mut fixed = endpoint
            .query
            .split('&')
            .chain(endpoint.headers.iter().map(String::as_str));
        fixed.any(|fixed| fixed == pair)
    };
    pair.split('&').all(has)
}

/// Each operation beside each endpoint, and what is lost then; where one has what the path names, only that. Where there are very many, those at
/// the same place.
fn pairs(
    operations: &[&Operation],
    endpoints: &[&Endpoint],
    notes: &Notes<'_>,
) -> Vec<(usize, usize, Vec<Loss>)> {
    let is_long = operations.len() * endpoints.len() > 10_000;
    // What one operation names is not of those that name nothing.
    let are_named: Vec<bool> = endpoints
        .iter()
        .map(|endpoint| operations.iter().any(|one| is_named(one, endpoint)))
        .collect();
    let mut pairs = Vec::new();
    for (at, operation) in operations.iter().enumerate() {
        let has_named = endpoints
            .iter()
            .any(|endpoint| is_named(operation, endpoint));
        for (to, (endpoint, is_other)) in endpoints.iter().zip(&are_named).enumerate() {
            let is_named = is_named(operation, endpoint);
            if is_named || !has_named && !is_other && (!is_long || at == to) {
                let texts = notes.at(&operation.pointer, &endpoint.module);
                let pair = Pair {
                    operation,
                    endpoint,
                    texts: &texts,
                    notes,
                };
                pairs.push((at, to, pair.losses()));
            }
        }
    }
    pairs
}

struct Pair<'a> {
    operation: &'a Operation,
    endpoint: &'a Endpoint,
    /// The notes of the operation and of its module.
    texts: &'a [&'a str],
    notes: &'a Notes<'a>,
}

/// The texts of notes that are no loss: choices, and what a client has to know.
const HARMLESS: [&str; 4] = [
    "can also be",
    "sets the header `Content-Length` itself",
    "OAuth 2.0: get the access token first",
    "the path has no parameter",
];

impl Pair<'_> {
    fn loss(&self, kind: &'static str, what: &str, words: &[&str]) -> Loss {
        let is_noted = self
            .texts
            .iter()
            .any(|text| words.iter().any(|word| text.contains(word)));
        Loss {
            kind,
            what: format!("{}: {what}", self.operation.pointer),
            is_noted,
        }
    }

    fn losses(&self) -> Vec<Loss> {
        let mut losses = Vec::new();
        for parameter in &self.operation.parameters {
            losses.extend(self.parameter(parameter));
        }
        self.body(&mut losses);
        for response in &self.operation.responses {
            self.response(response, &mut losses);
        }
        losses.extend(self.security());
        if let Some(server) = &self.operation.server
            && !self.endpoint.has_base
        {
            let what = format!("the server `{server}`");
            losses.push(self.loss("server", &what, &["server"]));
        }
        // What the importer says itself of what it could not do, beside what was found above.
        let own = self.texts.iter().filter(|text| {
            let is_loss = !HARMLESS.iter().any(|harmless| text.contains(harmless));
            is_loss
                && !["accepts", "requires", "credentials"]
                    .iter()
                    .any(|word| text.contains(word))
        });
        for text in own {
            losses.push(Loss {
                kind: "a note says so",
                what: format!("{}: {text}", self.operation.pointer),
                is_noted: true,
            });
        }
        losses
    }

    fn parameter(&self, parameter: &Parameter) -> Option<Loss> {
        let Parameter { name, location, .. } = parameter;
        let quoted = format!("`{name}`");
        let words = [quoted.as_str()];
        let what = format!("the {location} parameter {quoted}");
        if location == "path" {
            // The outline of the path was compared already.
            return None;
        }
        let wanted = match location.as_str() {
            "query" => Location::Query,
            "header" => Location::Header,
            "cookie" => Location::Cookie,
            _ => return None,
        };
        let is_named = |sent: &str| match wanted {
            Location::Header => sent.eq_ignore_ascii_case(name),
            _ => sent == name || sent.trim_end_matches("[]") == name.trim_end_matches("[]"),
        };
        let fields = &self.endpoint.fields;
        if let Some(field) = fields
            .iter()
            .find(|field| field.location == wanted && is_named(&field.name))
        {
            let is_free = field.is_optional;
            if is_free == parameter.is_required && !(is_free && parameter.is_nullable) {
                return Some(self.loss("parameter: required or not", &what, &words));
            }
            return None;
        }
        if self.endpoint.fixed.iter().any(|fixed| is_named(fixed)) {
            return None;
        }
        let is_plain = |c: &char| c.is_alphanumeric();
        let plain = |text: &str| {
            text.chars()
                .filter(is_plain)
                .collect::<String>()
                .to_lowercase()
        };
        let of_entries = fields
            .iter()
            .any(|field| field.location == Location::Entries && plain(&field.name) == plain(name));
        if of_entries
            || fields
                .iter()
                .any(|field| parameter.properties.contains(&field.name))
        {
            return None;
        }
        if self
            .operation
            .path
            .split_once('?')
            .is_some_and(|(_, query)| query.contains(name.as_str()))
        {
            return None;
        }
        let words = [quoted.as_str(), "it has no name"];
        let mut loss = self.loss("parameter", &what, &words);
        loss.is_noted |= self.notes.shared(&quoted);
        Some(loss)
    }

    fn body(&self, losses: &mut Vec<Loss>) {
        let Some(body) = &self.operation.body else {
            return;
        };
        let whole = self
            .endpoint
            .fields
            .iter()
            .find_map(|field| match &field.location {
                Location::Body(codec, own) => Some((field, codec, own)),
                _ => None,
            });
        let has = |wanted: Location| {
            self.endpoint
                .fields
                .iter()
                .any(|field| field.location == wanted)
        };
        let (codec, own, is_optional) = match whole {
            Some((field, codec, own)) => (codec, own, Some(field.is_optional)),
            None if has(Location::Part) || has(Location::None) => {
                (&self.endpoint.body.0, &self.endpoint.body.1, None)
            }
            None if body.is_empty && !body.is_required => return,
            None => {
                losses.push(self.loss("body", "the body", &["body"]));
                return;
            }
        };
        if is_optional.is_some_and(|is_optional| is_optional && body.is_required) {
            losses.push(self.loss("body: required or not", "the body is required", &["body"]));
        }
        if is_optional == Some(false) && !body.is_required {
            losses.push(self.loss(
                "body: required or not",
                "the body can be absent",
                &["body", "text", "form"],
            ));
        }
        if body.has_elements
            && matches!(codec.as_str(), "Text" | "Stream" | "Raw")
            && body.media_types.iter().all(|found| is_xml(found))
        {
            losses.push(self.loss("XML as text", "the body", &["XML"]));
        }
        losses.extend(self.media_types(
            "the body",
            &body.media_types,
            codec,
            own.as_deref(),
            &["body", "form"],
        ));
    }

    fn media_types(
        &self,
        what: &str,
        declared: &[String],
        codec: &str,
        own: Option<&str>,
        words: &[&str],
    ) -> Option<Loss> {
        if declared.is_empty() {
            return None;
        }
        let is_request = what == "the body";
        let fits = |media_type: &String| match own {
            Some(own) => essence(own) == media_type || own == "*/*",
            None => fits(codec, media_type),
        };
        let listed = declared.join("`, `");
        if !declared.iter().any(fits) {
            let kind = if is_request {
                "media type of the body"
            } else {
                "media type of a response"
            };
            return Some(self.loss(kind, &format!("{what} is `{listed}`, not {codec}"), words));
        }
        let others: Vec<&String> = declared.iter().filter(|other| !fits(other)).collect();
        if others.is_empty() {
            return None;
        }
        let words: Vec<String> = others.iter().map(|other| format!("`{other}`")).collect();
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        words.push("can also be");
        Some(self.loss(CHOICE, &format!("{what} can be `{listed}`"), &words))
    }

    fn response(&self, response: &Response, losses: &mut Vec<Loss>) {
        let status = &response.status;
        let mut arms = self.arms_of(status);
        // A document with one response for all statuses: it is every response.
        if arms.is_empty() && status == "_" {
            arms = self.arms_of("2xx");
        }
        let words = [status.as_str(), "other statuses"];
        let Some(first) = arms.first() else {
            losses.push(self.loss("status", &format!("the status `{status}`"), &words));
            return;
        };
        let what = format!("the response of `{status}`");
        if !response.media_types.is_empty() {
            let is_untyped = arms
                .iter()
                .all(|arm| arm.ty == "()" || arm.ty.rsplit("::").next() == Some("RawResponse"));
            if is_untyped && self.operation.method != "HEAD" {
                losses.push(self.loss("response: its type", &what, &words));
            } else if !is_untyped {
                let codec = &first.codec;
                let several: Vec<String> = response.media_types.clone();
                let unread: Vec<String> = several
                    .iter()
                    .filter(|found| {
                        !arms.iter().any(|arm| match &arm.media_type {
                            Some(own) => essence(own) == *found || own == "*/*",
                            None => fits(&arm.codec, found),
                        })
                    })
                    .cloned()
                    .collect();
                let is_text = matches!(codec.as_str(), "Text" | "Raw");
                if is_text && response.has_elements && several.iter().all(|found| is_xml(found)) {
                    losses.push(self.loss("XML as text", &what, &["XML"]));
                }
                if unread.len() == several.len() {
                    losses.push(self.loss(
                        "media type of a response",
                        &format!("{what} is `{}`, not {codec}", several.join("`, `")),
                        &words,
                    ));
                } else if !unread.is_empty() {
                    let mut loss = self.loss(
                        CHOICE,
                        &format!("{what} can be `{}`", several.join("`, `")),
                        &["can also be"],
                    );
                    loss.is_noted |= self.texts.iter().any(|text| text.contains("XML"));
                    losses.push(loss);
                }
            }
        }
        for header in &response.headers {
            if !arms.iter().any(|arm| arm.headers.contains(header)) {
                let quoted = format!("`{header}`");
                let mut loss = self.loss(
                    "response header",
                    &format!("the header {quoted} of `{status}`"),
                    &[],
                );
                loss.is_noted = self
                    .texts
                    .iter()
                    .any(|text| text.contains("header") && text.to_lowercase().contains(&quoted));
                losses.push(loss);
            }
        }
    }

    fn arms_of(&self, status: &str) -> Vec<&Arm> {
        let arms = self.endpoint.arms.iter();
        arms.filter(|arm| arm.statuses.iter().any(|found| found == status))
            .collect()
    }

    fn security(&self) -> Option<Loss> {
        let wanted = &self.operation.security;
        let mut wanted: Vec<Vec<String>> = wanted
            .iter()
            .map(|kinds| kinds.iter().map(|kind| (*kind).to_owned()).collect())
            .collect();
        for kinds in &mut wanted {
            kinds.sort_unstable();
        }
        wanted.sort_unstable();
        let mut stated = self.endpoint.auth.clone();
        stated.sort_unstable();
        if wanted.is_empty() && self.operation.has_authorization {
            return None;
        }
        let is_none = |alternatives: &[Vec<String>]| alternatives.iter().all(Vec::is_empty);
        if wanted == stated || is_none(&wanted) && is_none(&stated) {
            return None;
        }
        let what = format!("the credentials {wanted:?}, not {stated:?}");
        Some(self.loss(
            "credentials",
            &what,
            &[
                "accepts",
                "requires",
                "credentials",
                "scheme",
                "OAuth",
                "key",
                "certificate",
            ],
        ))
    }
}
