//! Which handler a request is for, and which one it is nearly for.

use std::cmp::{Ordering, Reverse};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;

use super::problem::FakeProblem;
use crate::mock::names::{self, is_same};
use crate::mock::target;
use callpoint::Body;
use callpoint::meta::{EndpointMeta, ParamMeta, QueryForm};
use callpoint::serve::{Mismatch, matches};

/// A request that was received completely.
pub(super) struct Received<'a> {
    pub(super) request: http::Request<Bytes>,
    /// The path of the base URL.
    pub(super) base_path: &'a str,
}

/// Responds to a request, or says why the declaration does not allow it, before it changes any state.
pub(super) type Handle<S> =
    Arc<dyn Fn(&Received<'_>, &mut S) -> Result<Handled, FakeProblem> + Send + Sync>;

/// What a handler responds.
pub(super) enum Handled {
    Now(http::Response<Body>),
    /// It has to wait, which it does without the state.
    Later(Pin<Box<dyn Future<Output = Result<http::Response<Body>, FakeProblem>> + Send>>),
}

impl From<http::Response<Body>> for Handled {
    fn from(response: http::Response<Body>) -> Self {
        Self::Now(response)
    }
}

/// An endpoint and its handler.
pub(super) struct Route<S> {
    pub(super) meta: &'static EndpointMeta,
    pub(super) handle: Handle<S>,
}

impl<S> Clone for Route<S> {
    fn clone(&self) -> Self {
        Self {
            meta: self.meta,
            handle: Arc::clone(&self.handle),
        }
    }
}

/// The handlers of a fake.
pub(super) struct Routes<S>(Vec<Route<S>>);

impl<S> Default for Routes<S> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<S> Routes<S> {
    /// Adds a handler, in place of an earlier one for the endpoint.
    pub(super) fn insert(&mut self, route: Route<S>) {
        self.0.retain(|other| !is_same(other.meta, route.meta));
        self.0.push(route);
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The handlers that a request is for: those of the most specific endpoint. Where several have the same path, first those whose required query
    /// parameters are there.
    pub(super) fn of<B>(&self, request: &http::Request<B>, base_path: &str) -> Vec<Route<S>> {
        let method = request.method().as_str();
        let of_method = self.0.iter().filter(|route| route.meta.method == method);
        let query = request.uri().query().unwrap_or_default();
        let mut best = None;
        let mut found: Vec<((bool, usize), &Route<S>)> = Vec::new();
        for route in of_method {
            let Ok(specificity) = matches(route.meta, request, base_path) else {
                continue;
            };
            match best.cmp(&Some(specificity.clone())) {
                Ordering::Greater => continue,
                Ordering::Less => found.clear(),
                Ordering::Equal => {}
            }
            best = Some(specificity);
            found.push((required(route.meta, query), route));
        }
        // The sort is stable: of equals the first stays the first.
        found.sort_by_key(|(required, _)| Reverse(*required));
        found.into_iter().map(|(_, route)| route.clone()).collect()
    }

    /// Why no handler is for a request: the nearest one, and what differs.
    pub(super) fn unmatched<B>(&self, request: &http::Request<B>, base_path: &str) -> FakeProblem {
        let problem = |detail| FakeProblem::new(StatusCode::NOT_IMPLEMENTED, detail);
        let path = request.uri().path();
        let Some(path) = below(path, base_path) else {
            return problem(format!(
                "the path does not begin with `{base_path}`, the base path of the fake"
            ));
        };
        let with_differences = self.0.iter().map(|route| {
            let differences = differences(route.meta, request, path, base_path);
            (differences, route.meta)
        });
        // A request with a wrong method for the path is nearer than one with another path.
        let nearest = with_differences.min_by_key(|(found, _)| (found.weight, found.texts.len()));
        let Some((found, meta)) = nearest else {
            return problem("the fake has no handler\nhelp: fake.on::<…>(…)".to_owned());
        };
        let mut text = format!(
            "no handler is for this request; the nearest is `{}`, {} {}: {}",
            meta.name,
            meta.method,
            meta.template,
            found.texts.join(", ")
        );
        if found.is_below_another {
            text += "; help: `.base_path(…)` says what stands before the template";
        }
        problem(text).of(meta)
    }
}

/// The path below that of the base URL.
fn below<'a>(path: &'a str, base_path: &str) -> Option<&'a str> {
    let base_path = base_path.strip_suffix('/').unwrap_or(base_path);
    path.strip_prefix(base_path)
        .filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a query has a key for each required parameter, and how many there are.
fn required(meta: &EndpointMeta, query: &str) -> (bool, usize) {
    (missing(meta, query).is_none(), scalars(meta).count())
}

/// The first required query parameter without a key.
pub(super) fn missing(meta: &EndpointMeta, query: &str) -> Option<&'static ParamMeta> {
    let keys = query.split('&').map(|pair| pair.split('=').next());
    let keys: Vec<String> = keys
        .map(|key| names::decoded(key.unwrap_or_default()))
        .collect();
    let found = scalars(meta).find(|(parameter, form)| {
        let name = names::decoded(parameter.name);
        let is_key = |key: &String| {
            key.strip_prefix(&*name)
                .is_some_and(|rest| form.takes(rest))
        };
        !keys.iter().any(is_key)
    });
    found.map(|(parameter, _)| parameter)
}

/// The query parameters that always have a key: a list, a map or a flag may have none.
fn scalars(meta: &EndpointMeta) -> impl Iterator<Item = (&'static ParamMeta, QueryForm)> {
    let required = meta
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    required.filter_map(|parameter| {
        let form = parameter.location.query_form()?;
        let is_scalar =
            !parameter.type_name.contains(['<', '[', '(']) && parameter.type_name != "bool";
        (is_scalar && !form.has_own_names()).then_some((parameter, form))
    })
}

/// What differs between a request and what an endpoint sends.
struct Differences {
    texts: Vec<String>,
    weight: usize,
    /// Whether the path is the endpoint's behind something else.
    is_below_another: bool,
}

fn differences<B>(
    meta: &EndpointMeta,
    request: &http::Request<B>,
    path: &str,
    base_path: &str,
) -> Differences {
    let mut texts = Vec::new();
    let mut weight = 0;
    let method = request.method().as_str();
    let is_path = !matches!(matches(meta, request, base_path), Err(Mismatch::Path));
    if method != meta.method {
        texts.push(format!("the method is {method}, expected {}", meta.method));
        weight += 2;
    }
    let is_below_another = !is_path && target::matched(meta, path).is_some();
    if is_below_another {
        texts.push("the path begins otherwise".to_owned());
        weight += 1;
    } else if !is_path {
        weight += segments(meta, path, &mut texts);
    }
    let query = request.uri().query().unwrap_or_default();
    let fixed = meta.template.split_once('?').map_or("", |(_, query)| query);
    for pair in fixed
        .split('&')
        .filter(|pair| !pair.contains('<') && !pair.is_empty())
    {
        if !query.split('&').any(|given| given == pair) {
            texts.push(format!("the query has no `{pair}`"));
            weight += 1;
        }
    }
    if texts.is_empty()
        && let Err(mismatch) = matches(meta, request, base_path)
    {
        texts.push(mismatch.to_string());
        weight += 1;
    }
    Differences {
        texts,
        weight,
        is_below_another,
    }
}

/// What differs between two paths, and how much it is. A segment is shown only if no path of the endpoint holds a secret.
fn segments(meta: &EndpointMeta, path: &str, texts: &mut Vec<String>) -> usize {
    let wanted = target::segments(meta);
    let given: Vec<&str> = path.split('/').skip(1).collect();
    let has_rest = wanted.iter().any(|segment| segment.contains("..>"));
    if wanted.len() != given.len() && !has_rest {
        let (wanted, given) = (&wanted[..], &given[..]);
        let is_slash = |longer: &[&str], shorter: &[&str]| {
            longer.len() == shorter.len() + 1 && longer.last() == Some(&"")
        };
        let same = wanted.iter().zip(given);
        let same = same.take_while(|(wanted, given)| target::value(wanted, given).is_some());
        let same = same.count();
        let is_same = same == wanted.len().min(given.len());
        texts.push(if is_same && is_slash(wanted, given) {
            "the path has no `/` at its end".to_owned()
        } else if is_same && is_slash(given, wanted) {
            "the path has a `/` at its end".to_owned()
        } else {
            format!(
                "the path has {} segments, expected {}",
                given.len(),
                wanted.len()
            )
        });
        return wanted.len().max(given.len()) - same;
    }
    let before = texts.len();
    for (number, (wanted, given)) in (1..).zip(wanted.iter().zip(&given)) {
        if wanted.contains("..>") {
            break;
        }
        if target::value(wanted, given).is_none() {
            let given = given.split('%').next().unwrap_or_default();
            let shown = crate::mock::report::values(std::iter::once(given), meta.has_secret_in_url);
            texts.push(format!(
                "segment {number} of the path is {shown}, expected `{wanted}`"
            ));
        }
    }
    if texts.len() == before {
        texts.push("the path is another one".to_owned());
    }
    2 * (texts.len() - before)
}
