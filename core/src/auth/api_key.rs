use std::fmt;

use http::header::{COOKIE, HeaderMap, HeaderName, HeaderValue};
use http::uri::PathAndQuery;
use percent_encoding::{percent_decode_str, utf8_percent_encode};

use super::{AuthError, Credentials, InvalidCredentials, Scheme};
use crate::body::Body;
use crate::encode::{QUERY, header_value};
use crate::meta::SecurityScheme;
use crate::redact::UrlSecrets;

/// An API key in a header, in the query or in a cookie, under a name that the API chooses (`OpenAPI`: `apiKey`).
///
/// Prefer the header if an API accepts both: servers and proxies log URLs.
#[derive(Clone)]
pub struct ApiKey {
    place: Place,
}

#[derive(Clone)]
enum Place {
    Header(HeaderName, HeaderValue),
    Query(String),
    /// `name=key`
    Cookie(String),
}

impl ApiKey {
    /// A key in a header, for example `X-Api-Key`.
    ///
    /// Line breaks at the end of the key are removed: files and environment variables often have one.
    ///
    /// # Errors
    /// The name is not a valid header name, or the key is empty or has a character that is not valid in a header.
    pub fn header(name: &str, key: impl AsRef<str>) -> Result<Self, InvalidCredentials> {
        let key = trimmed(key.as_ref())?;
        let name = HeaderName::try_from(name)
            .map_err(|_| InvalidCredentials::new("the name is not a header name"))?;
        let mut value = header_value(key).ok_or(InvalidCredentials::new(
            "the key has a character that is not valid in a header",
        ))?;
        value.set_sensitive(true);
        Ok(Self {
            place: Place::Header(name, value),
        })
    }

    /// A key in the query, for example `api_key`.
    ///
    /// # Errors
    /// The name or the key is empty, or the key has a control character.
    pub fn query(name: &str, key: impl AsRef<str>) -> Result<Self, InvalidCredentials> {
        let key = trimmed(key.as_ref())?;
        if name.is_empty() {
            return Err(InvalidCredentials::new("the name is empty"));
        }
        let pair = format!(
            "{}={}",
            utf8_percent_encode(name, QUERY),
            utf8_percent_encode(key, QUERY)
        );
        Ok(Self {
            place: Place::Query(pair),
        })
    }

    /// A key in a cookie, for example `session` (RFC 6265, section 4.2). It is added to the cookies that the request has.
    ///
    /// # Errors
    /// The name is not a token, or the key is empty or has a character that is not valid in a cookie: a space, a quote, a comma, a semicolon.
    pub fn cookie(name: &str, key: impl AsRef<str>) -> Result<Self, InvalidCredentials> {
        let key = trimmed(key.as_ref())?;
        let is_octet = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
        // Header names are tokens, too.
        if HeaderName::try_from(name).is_err() {
            return Err(InvalidCredentials::new("the name is not a cookie name"));
        }
        if !key.bytes().all(is_octet) {
            return Err(InvalidCredentials::new(
                "the key has a character that is not valid in a cookie",
            ));
        }
        Ok(Self {
            place: Place::Cookie(format!("{name}={key}")),
        })
    }
}

pub(super) fn trimmed(key: &str) -> Result<&str, InvalidCredentials> {
    let key = key.trim_end_matches(['\r', '\n']);
    if key.is_empty() {
        return Err(InvalidCredentials::new("the key is empty"));
    }
    if key.chars().any(char::is_control) {
        return Err(InvalidCredentials::new("the key has a control character"));
    }
    Ok(key)
}

impl Scheme for ApiKey {
    const META: SecurityScheme = SecurityScheme::API_KEY;
}

impl Credentials for ApiKey {
    type Scheme = Self;

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        match &self.place {
            Place::Header(name, value) => {
                request.headers_mut().insert(name, value.clone());
                Ok(())
            }
            Place::Query(pair) => with_query_pair(request, pair),
            Place::Cookie(pair) => with_cookie(request.headers_mut(), pair),
        }
    }
}

/// A request has one `Cookie` field (RFC 6265, section 5.4).
fn with_cookie(headers: &mut HeaderMap, pair: &str) -> Result<(), AuthError> {
    let mut cookies: Vec<&[u8]> = headers
        .get_all(COOKIE)
        .iter()
        .map(HeaderValue::as_bytes)
        .collect();
    if !cookies.contains(&pair.as_bytes()) {
        cookies.push(pair.as_bytes());
    }
    let cookies = HeaderValue::from_bytes(&cookies.join(&b"; "[..]));
    let mut cookies =
        cookies.map_err(|_| AuthError::new("the cookies are not valid in a header"))?;
    cookies.set_sensitive(true);
    headers.insert(COOKIE, cookies);
    Ok(())
}

fn with_query_pair(request: &mut http::Request<Body>, pair: &str) -> Result<(), AuthError> {
    let no_place = || AuthError::new("the URL has no place for the key");
    let uri = request.uri();
    // A server may repeat the key in its link to the next page, in another encoding.
    let own = decoded(pair);
    let is_own = |other: &str| decoded(other) == own;
    if uri
        .query()
        .is_some_and(|query| query.split('&').any(is_own))
    {
        UrlSecrets::add_pairs(request, &is_own);
        return Ok(());
    }
    let separator = if uri.query().is_some() { '&' } else { '?' };
    let target = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let target = format!("{target}{separator}{pair}");
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(target).map_err(|_| no_place())?);
    *request.uri_mut() = http::Uri::from_parts(parts).map_err(|_| no_place())?;
    Ok(())
}

/// The decoded bytes of a query pair, whatever its encoding.
fn decoded(pair: &str) -> Vec<u8> {
    percent_decode_str(&pair.replace('+', " ")).collect()
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}
