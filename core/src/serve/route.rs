//! Which declaration a request is for, by the metadata alone.

use std::borrow::Cow;
use std::fmt;

use http::HeaderMap;
use percent_encoding::percent_decode_str;

use crate::base::is_dot_segment;
use crate::meta::{EndpointMeta, FieldLocation};
use crate::request::is_unique;

/// Whether a request is for an endpoint: its method, its path below `base_path`, and what of query and header is the same in each request.
///
/// Several endpoints may match; the one with the greatest [`Specificity`] is meant.
///
/// ```
/// use callpoint::serve::{Mismatch, matches};
/// use callpoint::{Endpoint, endpoint};
///
/// #[endpoint(GET, "/links/<id>")]
/// struct GetLink {
///     id: String,
/// }
///
/// #[endpoint(GET, "/links/search")]
/// struct Search;
///
/// let request = http::Request::get("https://api.example.com/v1/links/search").body(()).unwrap();
/// let [any, fixed] = [GetLink::META, Search::META].map(|meta| matches(meta, &request, "/v1").unwrap());
/// assert!(fixed > any);
/// assert_eq!(matches(Search::META, &request, "/v2"), Err(Mismatch::Path));
/// ```
///
/// # Errors
/// The first part that differs, in the order of [`Mismatch`]'s variants.
pub fn matches<B>(
    meta: &EndpointMeta,
    request: &http::Request<B>,
    base_path: &str,
) -> Result<Specificity, Mismatch> {
    let segments = segments_of(meta);
    if captured(meta, request.uri().path(), base_path).is_none() {
        return Err(Mismatch::Path);
    }
    if request.method().as_str() != meta.method {
        return Err(Mismatch::Method);
    }
    let query = request.uri().query().unwrap_or_default();
    let mut fixed = 0;
    for pair in fixed_pairs(meta) {
        if !pairs(query).any(|given| given == pair) {
            return Err(Mismatch::Query(pair.0.into_owned()));
        }
        fixed += 1;
    }
    for header in meta.headers {
        if !has_fixed(request.headers(), header.name, header.value) {
            return Err(Mismatch::Header(header.name.to_owned()));
        }
        fixed += 1;
    }
    let kinds = segments.map(|segment| match segment.find('<') {
        None => SegmentKind::Literal,
        Some(_) if segment.contains("..>") => SegmentKind::Rest,
        Some(0) if segment.ends_with('>') && segment.matches('<').count() == 1 => {
            SegmentKind::Parameter
        }
        Some(_) => SegmentKind::Mixed,
    });
    Ok(Specificity {
        segments: kinds.collect(),
        fixed,
    })
}

/// How much of a request an endpoint that matches it fixes: the path from its beginning (a literal segment before one with a parameter, that before
/// several segments), then the number of fixed query pairs and header fields.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Specificity {
    segments: Vec<SegmentKind>,
    fixed: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum SegmentKind {
    Rest,
    Parameter,
    Mixed,
    Literal,
}

/// What of a request is another endpoint's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Mismatch {
    /// The path.
    Path,
    /// The method; the path is this endpoint's.
    Method,
    /// A fixed pair of the query, by its key.
    Query(String),
    /// A fixed header field, by its name.
    Header(String),
}

/// What differs: ``the query has not the declared `action` ``.
impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path => f.write_str("the path is another one"),
            Self::Method => f.write_str("the method is another one"),
            Self::Query(key) => write!(f, "the query has not the declared `{key}`"),
            Self::Header(name) => write!(f, "the header `{name}` has not the declared value"),
        }
    }
}

/// The values of the path parameters.
#[derive(Default)]
pub(super) struct Captured {
    /// By name and decoded: the value, or those of a list or of several segments.
    pub(super) values: Vec<(&'static str, Vec<String>)>,
    /// The first parameter with a value that is never sent, and why.
    pub(super) rejected: Option<(&'static str, &'static str)>,
}

fn segments_of(meta: &EndpointMeta) -> impl Iterator<Item = &'static str> {
    let path = meta.template.split('?').next().unwrap_or_default();
    path.split('/').skip(1)
}

/// The path parameters' values; `None` if the path is another one.
pub(super) fn captured(meta: &EndpointMeta, path: &str, base_path: &str) -> Option<Captured> {
    let base_path = base_path.strip_suffix('/').unwrap_or(base_path);
    let path = path.strip_prefix(base_path)?.strip_prefix('/')?;
    let wanted: Vec<&'static str> = segments_of(meta).collect();
    let given: Vec<&str> = path.split('/').collect();
    let more = given.len().checked_sub(wanted.len())?;
    let mut given = given.into_iter();
    let mut captured = Captured::default();
    let mut has_rest = false;
    for segment in wanted {
        if let Some(name) = segment.strip_suffix("..>") {
            has_rest = true;
            let name = name.strip_prefix('<')?.trim();
            let segments = given.by_ref().take(more + 1);
            let segments = segments.map(|text| captured.value(name, text, text));
            let segments = segments.collect();
            captured.values.push((name, segments));
        } else {
            captured.segment(meta, segment, given.next()?)?;
        }
    }
    (has_rest || more == 0).then_some(captured)
}

impl Captured {
    /// Matches a segment with one of the template's.
    fn segment(&mut self, meta: &EndpointMeta, wanted: &'static str, given: &str) -> Option<()> {
        let Some((before, parameters)) = wanted.split_once('<') else {
            return (given == wanted || decoded(given)? == decoded(wanted)?).then_some(());
        };
        let (parameters, after) = parameters.rsplit_once('>')?;
        let mut text = given.strip_prefix(before)?.strip_suffix(after)?;
        let whole = text;
        let mut texts = Vec::new();
        let mut rest = parameters;
        while let Some((name, next)) = rest.split_once('>') {
            let (between, next) = next.split_once('<')?;
            let (value, behind) = text.split_once(between)?;
            texts.push(between);
            self.items(meta, name.trim(), value, given)?;
            (rest, text) = (next, behind);
        }
        self.items(meta, rest.trim(), text, given)?;
        if !texts.is_empty() && !is_unique(whole, &texts) {
            self.reject(
                rest.trim(),
                "the values of its segment could be separated in another way",
            );
        }
        Some(())
    }

    /// A single value, or those of a list.
    fn items(
        &mut self,
        meta: &EndpointMeta,
        name: &'static str,
        text: &str,
        segment: &str,
    ) -> Option<()> {
        let is_it = |it: &&_| in_path(it) && it.name == name;
        let style = (meta.parameters.iter().find(is_it)).and_then(|it| it.list_style);
        let values = match style {
            None => vec![self.value(name, text, segment)],
            Some(style) => {
                let list = text.strip_prefix(&style.prefix(name))?;
                let items = list.split(',');
                items.map(|item| self.value(name, item, segment)).collect()
            }
        };
        self.values.push((name, values));
        Some(())
    }

    /// A decoded value, which no client sends if it is empty or has a control character, or if its segment would be resolved to another URL.
    fn value(&mut self, name: &'static str, text: &str, segment: &str) -> String {
        let text = decoded(text);
        match &text {
            _ if is_dot_segment(segment) => self.reject(name, "it makes a `.` or `..` segment"),
            None => self.reject(name, "it is not UTF-8"),
            Some(text) if text.is_empty() => self.reject(name, "it is empty"),
            Some(text) if text.contains(char::is_control) => {
                self.reject(name, "it has a control character");
            }
            Some(_) => {}
        }
        text.unwrap_or_default().into_owned()
    }

    fn reject(&mut self, name: &'static str, reason: &'static str) {
        self.rejected.get_or_insert((name, reason));
    }
}

fn in_path(parameter: &crate::meta::ParamMeta) -> bool {
    parameter.location == FieldLocation::Path
}

pub(super) fn decoded(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

/// The pairs of a query, decoded; those that are not UTF-8 with replacement characters.
pub(super) fn pairs(query: &str) -> impl Iterator<Item = (Cow<'_, str>, Option<Cow<'_, str>>)> {
    let lossy = |text| percent_decode_str(text).decode_utf8_lossy();
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(move |pair| match pair.split_once('=') {
            Some((key, value)) => (lossy(key), Some(lossy(value))),
            None => (lossy(pair), None),
        })
}

/// The pairs that are in each request.
pub(super) fn fixed_pairs(
    meta: &EndpointMeta,
) -> impl Iterator<Item = (Cow<'static, str>, Option<Cow<'static, str>>)> {
    let query = meta.template.split_once('?').map_or("", |(_, query)| query);
    pairs(query).filter(|(key, value)| {
        let is_parameter = |text: &Cow<'_, str>| text.starts_with('<');
        !is_parameter(key) && !value.as_ref().is_some_and(is_parameter)
    })
}

/// Whether a header has the value that it has in each request. Fixed cookies share their header with others.
fn has_fixed(headers: &HeaderMap, name: &str, value: &str) -> bool {
    let mut lines = headers.get_all(name).iter();
    if name == "cookie" {
        let given: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
        let given: Vec<&str> = given.iter().flat_map(|line| line.split("; ")).collect();
        return value.split("; ").all(|pair| given.contains(&pair));
    }
    lines.any(|line| line == value)
}
