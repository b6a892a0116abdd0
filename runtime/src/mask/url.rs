//! Secrets in a URL: where they stand, and the URL without them.

use std::ops::Range;

use http::uri::PathAndQuery;
use percent_encoding::percent_decode_str;

use super::{MASK, without};
use crate::body::Body;
use crate::meta::{EndpointMeta, ParamMeta, Place, QueryStyle};

/// Where secrets stand in the URL of a request, in its extensions.
///
/// Places are counted from the end of the URL, so that another base path moves none of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct UrlSecrets {
    /// For each secret the distance of its start and of its end from the end of the URL.
    places: Vec<(usize, usize)>,
    /// Whether the writer of the request has recorded the values of the declaration.
    is_written: bool,
    /// Whether credentials made another URL of it, of which nothing is known.
    is_foreign: bool,
}

impl UrlSecrets {
    /// What the writer of a request has recorded of a URL of this length.
    pub(crate) fn written(ranges: &[Range<usize>], length: usize) -> Self {
        Self {
            places: ranges
                .iter()
                .map(|range| (length - range.start, length - range.end))
                .collect(),
            is_written: true,
            is_foreign: false,
        }
    }

    /// Records that query pairs of a request are secrets.
    pub(crate) fn add_pairs(request: &mut http::Request<Body>, is_secret: &dyn Fn(&str) -> bool) {
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

    /// Records what credentials have added to the URL of a request: all of it is a secret.
    pub(crate) fn add_credentials(
        request: &mut http::Request<Body>,
        before: Option<&PathAndQuery>,
    ) {
        let text =
            |target: Option<&PathAndQuery>| target.map_or("", PathAndQuery::as_str).to_owned();
        if request.uri().path_and_query() == before {
            return;
        }
        let (before, after) = (text(before), text(request.uri().path_and_query()));
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

/// The secrets in the URL of a request, as they are written there.
pub(super) fn values(request: &http::Request<Body>, meta: &EndpointMeta) -> Vec<String> {
    let url = request.uri().to_string();
    let ranges = ranges(request, meta, &url).into_iter();
    ranges
        .filter_map(|range| url.get(range).map(str::to_owned))
        .collect()
}

/// The URL of a request without its secrets.
pub(super) fn masked(request: &http::Request<Body>, meta: &EndpointMeta) -> String {
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
    // A URL that a server gave, and not the declaration: a link to the next page.
    if meta.has_secret_in_url && !secrets.is_some_and(|secrets| secrets.is_written) {
        ranges.extend(by_name(url, target_start, meta));
    }
    ranges
}

/// Where secrets may stand in a URL that is like that of the declaration.
fn by_name(url: &str, target_start: usize, meta: &EndpointMeta) -> Vec<Range<usize>> {
    let query_start = url[target_start..].find('?');
    let path_end = query_start.map_or(url.len(), |start| target_start + start);
    let secrets = || meta.parameters.iter().filter(|parameter| parameter.secret);
    let mut ranges = Vec::new();
    if secrets().any(|secret| matches!(secret.place, Place::Path | Place::PathRest)) {
        // The slash stays.
        ranges.push((target_start + 1).min(path_end)..path_end);
    }
    let mut start = path_end + 1;
    for pair in url.get(start..).unwrap_or_default().split('&') {
        let (key, _) = pair.split_once('=').unwrap_or((pair, ""));
        if secrets().any(|secret| is_key(key, secret)) {
            ranges.push((start + key.len() + 1).min(url.len())..start + pair.len());
        }
        start += pair.len() + 1;
    }
    ranges
}

fn is_key(key: &str, secret: &ParamMeta) -> bool {
    let decoded = |text| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let (key, name) = (decoded(key), decoded(secret.name));
    match secret.place {
        Place::Query(QueryStyle::Flatten) => true,
        Place::Query(_) => key
            .strip_prefix(name.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('[')),
        _ => false,
    }
}
