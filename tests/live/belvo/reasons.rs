//! Why a document has something otherwise than the pages that the example was written from.

use std::collections::BTreeMap;

use crate::compare::Differences;

/// Two documents: the service changed between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Documents {
    Of2025,
    Of2022,
    Both,
}

/// The documents, the calls (`*` for any), the sentence about them (with `*` at its end: how it starts), and why.
type Reason = (Documents, &'static str, &'static str, &'static str);

use Documents::{Both, Of2022, Of2025};

const SHARED: &str =
    "the example has one set of errors for all calls; the document names those of each";
const SELECTED: &str = "the pages have it for each call that returns links, the document for fewer";
const COMMAS: &str =
    "the document of 2022 has examples with commas, and leaves out `explode: false`";
const BANKS: &str = "no link of the document of 2025 is one to a bank, which had it";
const UNDESCRIBED: &str = "the document requires it of an update, without a property for it";

#[rustfmt::skip]
const REASONS: &[Reason] = &[
    (Both, "*", "status 428: error with an object of the pages, error with a list of the document", "the pages show a challenge alone and as the only one of a list; the example reads both"),
    (Both, "*", "status 400: only the pages", SHARED),
    (Of2022, "*", "status 403: only the pages", SHARED),
    (Of2022, "*", "status 404: only the pages", SHARED),
    (Both, "*", "status 428: only the pages", SHARED),
    (Both, "*", "status 429: only the pages", SHARED),
    (Of2022, "*", "status 500: only the pages", SHARED),
    (Of2025, "*", "status 408: only the document", "no page of links mentions it"),
    (Of2025, "PUT /api/links/<id>/", "status 403: only the document", "the page of the update has five errors, and not this one"),
    (Both, "PATCH /api/links/", "status 201: only the pages", "the page of a session has 200 and 201"),
    (Of2022, "DELETE /api/links/<id>/", "status 202: only the pages", "links are deleted in the background since 2025"),
    (Of2022, "DELETE /api/links/<id>/", "header x-belvo-request-mode: only the pages", "it asks for that"),
    (Of2022, "DELETE /api/links/<id>/", "header accept: *", "without a body of 202 there is nothing to accept"),
    (Of2022, "DELETE /api/links/<id>/", "at least header accept: *", "without a body of 202 there is nothing to accept"),
    (Both, "GET /api/links/", "query external_id__in: only the document", "the pages have the filter of one"),
    (Both, "GET /api/links/", "query institution_user_id__in: only the document", "the pages have the filter of one"),
    (Both, "*", "query omit: only the pages", SELECTED),
    (Both, "*", "query fields: only the pages", SELECTED),
    (Of2022, "GET /api/links/", "query id__in: *", COMMAS),
    (Of2022, "GET /api/links/", "query institution__in: *", COMMAS),
    (Of2022, "GET /api/links/", "query status__in: *", COMMAS),
    (Of2022, "GET /api/links/", "query created_at__range: *", COMMAS),
    (Both, "POST /api/links/", "body fetch_resources: only the document", "newer than the page"),
    (Of2025, "POST /api/links/", "body stale_in: only the document", "newer than the page"),
    (Of2025, "PATCH /api/links/<id>/", "body fetch_resources: only the document", "newer than the page"),
    (Of2025, "PATCH /api/links/<id>/", "body stale_in: only the document", "newer than the page"),
    (Of2025, "PATCH /api/links/<id>/", "at least body access_mode: only the pages", "where there are three fields none is required"),
    (Of2022, "PATCH /api/links/", "body save_data: only the pages", "the document has a schema without it for links"),
    (Of2022, "POST /api/links/", "at least body password: only the pages", "one institution has no passwords"),
    (Both, "POST /api/links/", "body certificate: only the pages", "the document has it for an update alone, if at all"),
    (Both, "POST /api/links/", "body private_key: only the pages", "the document has it for an update alone, if at all"),
    (Of2025, "POST /api/links/", "body fetch_historical: only the pages", BANKS),
    (Of2025, "POST /api/links/", "body password2: only the pages", BANKS),
    (Of2025, "POST /api/links/", "body token: only the pages", BANKS),
    (Of2025, "POST /api/links/", "body username2: only the pages", BANKS),
    (Of2025, "POST /api/links/", "body username3: only the pages", BANKS),
    (Of2025, "POST /api/links/", "body username_type: only the pages", BANKS),
    (Of2025, "PUT /api/links/<id>/", "body certificate: only the pages", BANKS),
    (Of2025, "PUT /api/links/<id>/", "body private_key: only the pages", BANKS),
    (Of2025, "PUT /api/links/<id>/", "body username_type: only the pages", BANKS),
    (Both, "PUT /api/links/<id>/", "body encryption_key: only the pages", "no document has it"),
    (Both, "PUT /api/links/<id>/", "body institution: only the document", UNDESCRIBED),
    (Both, "PUT /api/links/<id>/", "body username: only the document", UNDESCRIBED),
    (Both, "PUT /api/links/<id>/", "at least body institution: only the document", UNDESCRIBED),
    (Both, "PUT /api/links/<id>/", "at least body username: only the document", UNDESCRIBED),
];

/// What was found, by its reason.
#[derive(Default)]
pub(crate) struct Reasons {
    found: BTreeMap<usize, Vec<String>>,
    unexplained: Vec<String>,
}

impl Reasons {
    pub(crate) fn explain(&mut self, documents: Documents, differences: &Differences) {
        for (call, sentence) in &differences.0 {
            let text = format!("{documents:?}: {call}: {sentence}");
            let fits = |(of, calls, start, _): &&Reason| {
                let is_same = match start.strip_suffix('*') {
                    Some(start) => sentence.starts_with(start),
                    None => sentence == start,
                };
                (*of == Both || *of == documents) && (*calls == "*" || calls == call) && is_same
            };
            match REASONS.iter().position(|reason| fits(&reason)) {
                Some(at) => self.found.entry(at).or_default().push(text),
                None => self.unexplained.push(text),
            }
        }
    }

    /// Prints all; false where something has no reason, or a reason is of nothing.
    pub(crate) fn report(&self) -> bool {
        let mut is_explained = self.unexplained.is_empty();
        for (at, (documents, calls, sentence, why)) in REASONS.iter().enumerate() {
            match self.found.get(&at) {
                Some(found) => println!("{} times: {calls}: {sentence}: {why}", found.len()),
                None => {
                    is_explained = false;
                    println!("NOT FOUND: {documents:?}: {calls}: {sentence}");
                }
            }
        }
        for text in &self.unexplained {
            println!("WITHOUT A REASON: {text}");
        }
        is_explained
    }
}
