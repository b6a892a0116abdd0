//! Which requests carry the credentials that their endpoint requires.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderValue, Uri};

use callpoint::Body;
use callpoint::auth::{NamedScheme, ValueOf};
use callpoint::meta::{AuthMeta, KeyLocation, SecurityScheme, SecuritySchemeKind};

/// Credentials that are accepted: whether a request carries them.
pub(super) type Accepted = Arc<dyn Fn(&HeaderMap, &Uri) -> bool + Send + Sync>;

/// Whether the endpoint is never called without credentials. One that declares none takes what the client has.
pub(super) fn are_required(auth: &AuthMeta) -> bool {
    let alternatives = auth.alternatives();
    alternatives.is_some_and(|all| all.iter().all(|schemes| !schemes.is_empty()))
}

/// Whether a request carries something for every scheme of an alternative.
pub(super) fn are_present(auth: &AuthMeta, headers: &HeaderMap, uri: &Uri) -> bool {
    let alternatives = auth.alternatives();
    alternatives.is_none_or(|all| {
        let mut all = all.iter();
        all.any(|schemes| schemes.iter().all(|scheme| is_sent(scheme, headers, uri)))
    })
}

/// Whether the request carries what the scheme sends. Where a scheme does not say what that is, it does.
fn is_sent(scheme: &SecurityScheme, headers: &HeaderMap, uri: &Uri) -> bool {
    match scheme.kind {
        SecuritySchemeKind::HttpBasic => after(headers, "basic")
            .is_some_and(|sent| STANDARD.decode(sent).is_ok_and(|sent| sent.contains(&b':'))),
        SecuritySchemeKind::HttpBearer => after(headers, "bearer").is_some(),
        SecuritySchemeKind::KeyIn { location, name } => match location {
            KeyLocation::Header => headers.contains_key(name),
            KeyLocation::Query => pairs(uri).any(|(key, _)| key == name),
            KeyLocation::Cookie => cookies(headers).any(|(key, _)| key == name),
        },
        // The client decides where it is sent, or the scheme is not described.
        _ => true,
    }
}

/// What follows the name of the scheme in `Authorization`.
fn after<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let (name, sent) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let sent = sent.trim();
    (name.eq_ignore_ascii_case(scheme) && !sent.is_empty()).then_some(sent)
}

fn pairs(uri: &Uri) -> impl Iterator<Item = (&str, &str)> {
    let pairs = uri.query().unwrap_or_default().split('&');
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let all = headers.get_all(COOKIE).iter();
    let all = all.filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}

/// What the client is asked for (RFC 9110, section 11.6.1).
pub(super) fn challenge(auth: &AuthMeta) -> HeaderValue {
    let mut schemes = auth.alternatives().into_iter().flatten().flatten();
    let is_basic = schemes.any(|scheme| matches!(scheme.kind, SecuritySchemeKind::HttpBasic));
    HeaderValue::from_static(if is_basic {
        "Basic realm=\"fake\", charset=\"UTF-8\""
    } else {
        "Bearer"
    })
}

/// Accepts requests that carry what this value of a scheme adds to one.
pub(super) fn accepting<A: NamedScheme>(value: impl ValueOf<A>) -> Accepted {
    let mut sample = http::Request::new(Body::empty());
    *sample.uri_mut() = Uri::from_static("http://127.0.0.1/");
    let credentials = value.into_credentials();
    // What credentials that cannot authorise this request send is not known: nothing is accepted.
    let is_known = credentials.is_ok_and(|it| it.authorize(&mut sample).is_ok());
    let (sample, _) = sample.into_parts();
    Arc::new(move |headers, uri| {
        let has_header = |(name, value): (_, &HeaderValue)| {
            if name == COOKIE {
                let value = value.to_str().unwrap_or_default();
                return cookies(headers).any(|(key, given)| value == format!("{key}={given}"));
            }
            headers.get(name).is_some_and(|given| given == value)
        };
        let mut wanted = pairs(&sample.uri).filter(|(key, _)| !key.is_empty());
        is_known
            && sample.headers.iter().all(has_header)
            && wanted.all(|wanted| pairs(uri).any(|pair| pair == wanted))
    })
}
