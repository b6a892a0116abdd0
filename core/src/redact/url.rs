//! Locates secrets in a URL and redacts them.

use std::ops::Range;

use http::uri::PathAndQuery;
use percent_encoding::percent_decode_str;

use super::{MASK, without};
use crate::body::Body;
use crate::meta::{EndpointMeta, FieldLocation, ParamMeta, QueryForm};

/// The positions of secrets in the URL of a request, in its extensions.
///
/// Positions are counted from the end of the URL, so that another base path does not change them.
#[derive(Debug, Clone, Default)]
pub struct UrlSecrets {
    /// The distances of the start and the end of each secret from the end of the URL.
    places: Vec<(usize, usize)>,
    /// Whether the request writer has recorded the secrets of the declaration.
    is_written: bool,
    /// Whether credentials have replaced the URL, so that the positions are unknown.
    is_foreign: bool,
}

impl UrlSecrets {
    /// The secrets that the request writer has recorded, in a URL of this length.
    #[must_use]
    pub fn written(ranges: &[Range<usize>], length: usize) -> Self {
        Self {
            places: ranges
                .iter()
                .map(|range| (length - range.start, length - range.end))
                .collect(),
            is_written: true,
            is_foreign: false,
        }
    }

    /// Marks the values in the query of a URL that a server gave: one of them may be a signature.
    pub fn given(request: &mut http::Request<Body>) {
        request.extensions_mut().remove::<Self>();
        Self::add_pairs(request, &|_| true);
    }

    /// Marks query pairs of a request as secret.
    pub fn add_pairs(request: &mut http::Request<Body>, is_secret: &dyn Fn(&str) -> bool) {
        let query = request.uri().query().unwrap_or_default();
        let mut left = query.len();
        let mut places = Vec::new();
        for pair in query.split('&') {
            if is_secret(pair) {
                let name = pair.find('=').map_or(0, |equals| equals + 1);
                places.push((left - name, left - pair.len()));
            }
            left = left.saturating_sub(pair.len() + 1);
        }
        let secrets = request.extensions_mut().get_or_insert_default::<Self>();
        secrets.places.extend(places);
    }

    /// Marks what credentials have added to the URL of a request as secret.
    pub fn add_credentials(request: &mut http::Request<Body>, before: Option<&PathAndQuery>) {
        let text =
            |target: Option<&PathAndQuery>| target.map_or("", PathAndQuery::as_str).to_owned();
        let after = request.uri().path_and_query();
        // Clones share their text.
        let is_same = |(after, before): (&PathAndQuery, &PathAndQuery)| {
            std::ptr::eq(after.as_str(), before.as_str())
        };
        if after.zip(before).is_some_and(is_same) || after == before {
            return;
        }
        let (before, after) = (text(before), text(after));
        let added = after.strip_prefix(&before).map(str::to_owned);
        let secrets = request.extensions_mut().get_or_insert_default::<Self>();
        let Some(added) = added else {
            secrets.is_foreign = true;
            return;
        };
        for (start, end) in &mut secrets.places {
            *start += added.len();
            *end += added.len();
        }
        let mut left = added.len();
        for pair in added.split('&') {
            let name = pair.find('=').map_or(0, |equals| equals + 1);
            secrets.places.push((left - name, left - pair.len()));
            left = left.saturating_sub(pair.len() + 1);
        }
    }
}

/// The secrets in the URL of a request, as they are written.
pub fn values(request: &http::Request<Body>, meta: &EndpointMeta) -> Vec<String> {
    let url = request.uri().to_string();
    let ranges = ranges(request, meta, &url).into_iter();
    ranges
        .filter_map(|range| url.get(range).map(str::to_owned))
        .collect()
}

/// The URL of a request with its secrets redacted.
pub fn redacted(request: &http::Request<Body>, meta: &EndpointMeta) -> String {
    let url = request.uri().to_string();
    let target = request.uri().path_and_query();
    let target_start = url.len() - target.map_or(0, |target| target.as_str().len());
    let secrets = request.extensions().get::<UrlSecrets>();
    if secrets.is_some_and(|secrets| secrets.is_foreign) {
        return format!("{}/{MASK}", &url[..target_start]);
    }
    without(&url, ranges(request, meta, &url), MASK)
}

fn ranges(request: &http::Request<Body>, meta: &EndpointMeta, url: &str) -> Vec<Range<usize>> {
    let target = request.uri().path_and_query();
    let target_start = url.len() - target.map_or(0, |target| target.as_str().len());
    let secrets = request.extensions().get::<UrlSecrets>();
    let mut ranges: Vec<Range<usize>> = secrets
        .into_iter()
        .flat_map(|secrets| &secrets.places)
        .map(|&(start, end)| url.len().saturating_sub(start)..url.len().saturating_sub(end))
        .collect();
    // The URL came from the server, such as a link to the next page, and not from the declaration.
    if meta.has_secret_in_url && !secrets.is_some_and(|secrets| secrets.is_written) {
        ranges.extend(by_name(url, target_start, meta));
    }
    ranges
}

/// The possible positions of secrets in a URL that resembles the declaration's.
fn by_name(url: &str, target_start: usize, meta: &EndpointMeta) -> Vec<Range<usize>> {
    let query_start = url[target_start..].find('?');
    let path_end = query_start.map_or(url.len(), |start| target_start + start);
    let secrets = || meta.parameters.iter().filter(|parameter| parameter.secret);
    let mut ranges = Vec::new();
    if secrets().any(|secret| {
        matches!(
            secret.location,
            FieldLocation::Path | FieldLocation::PathSegments
        )
    }) {
        // Keep the slash.
        ranges.push((target_start + 1).min(path_end)..path_end);
    }
    let mut start = path_end + 1;
    for pair in url.get(start..).unwrap_or_default().split('&') {
        let (key, _) = pair.split_once('=').unwrap_or((pair, ""));
        if let Some(secret) = secrets().find(|secret| is_key(key, secret)) {
            let secret_start = start + secret_start(key, secret);
            ranges.push(secret_start.min(url.len())..start + pair.len());
        }
        start += pair.len() + 1;
    }
    ranges
}

/// Where the secret begins in a pair: the entries of a map have secret keys too.
fn secret_start(key: &str, secret: &ParamMeta) -> usize {
    match secret.location.query_form() {
        Some(QueryForm::Entries { in_brackets: true }) => {
            let brackets = ["[", "%5B", "%5b"].into_iter().filter_map(|bracket| {
                let position = key.get(secret.name.len()..)?.find(bracket)?;
                Some(secret.name.len() + position + bracket.len())
            });
            brackets.min().unwrap_or(key.len() + 1)
        }
        Some(QueryForm::Entries { in_brackets: false }) => 0,
        _ => key.len() + 1,
    }
}

fn is_key(key: &str, secret: &ParamMeta) -> bool {
    let decoded = |text| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let (key, name) = (decoded(key), decoded(secret.name));
    // Of a list in brackets the index may be there too.
    let is_named = || {
        key.strip_prefix(name.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
    };
    let form = secret.location.query_form();
    form.is_some_and(|form| form.has_own_names() || is_named())
}
