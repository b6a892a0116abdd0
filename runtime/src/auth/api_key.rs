use std::fmt;

use http::header::{HeaderName, HeaderValue};
use http::uri::PathAndQuery;
use percent_encoding::{percent_decode_str, utf8_percent_encode};

use super::{AuthorizeError, Credentials, InvalidCredentials};
use crate::body::Body;
use crate::encode::{QUERY, header_value};
use crate::mask::UrlSecrets;

/// A key in a header or in the query, under the name that the API gives it (`OpenAPI`'s `apiKey`).
///
/// Prefer the header where an API offers both: servers and proxies log URLs.
#[derive(Clone)]
pub struct ApiKey {
    place: Place,
}

#[derive(Clone)]
enum Place {
    Header(HeaderName, HeaderValue),
    Query(String),
}

impl ApiKey {
    /// A key in a header, `X-Api-Key` for example.
    ///
    /// A line break at the end of the key is dropped: files and environment variables often have one.
    ///
    /// # Errors
    /// The name is no header name, or the key is empty or has a character that no header can carry.
    pub fn header(name: &str, key: impl AsRef<str>) -> Result<Self, InvalidCredentials> {
        let key = trimmed(key.as_ref())?;
        let name = HeaderName::try_from(name)
            .map_err(|_| InvalidCredentials::new("the name is not a header name"))?;
        let mut value = header_value(key).ok_or(InvalidCredentials::new(
            "the key has a character that no header can carry",
        ))?;
        value.set_sensitive(true);
        Ok(Self {
            place: Place::Header(name, value),
        })
    }

    /// A key in the query, `api_key` for example.
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
}

fn trimmed(key: &str) -> Result<&str, InvalidCredentials> {
    let key = key.trim_end_matches(['\r', '\n']);
    if key.is_empty() {
        return Err(InvalidCredentials::new("the key is empty"));
    }
    if key.chars().any(char::is_control) {
        return Err(InvalidCredentials::new("the key has a control character"));
    }
    Ok(key)
}

impl Credentials for ApiKey {
    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthorizeError> {
        match &self.place {
            Place::Header(name, value) => {
                request.headers_mut().insert(name, value.clone());
                Ok(())
            }
            Place::Query(pair) => with_query_pair(request, pair),
        }
    }
}

fn with_query_pair(request: &mut http::Request<Body>, pair: &str) -> Result<(), AuthorizeError> {
    let refused = || AuthorizeError::new("the URL has no place for the key");
    let uri = request.uri();
    // A server may repeat the key in its link to the next page, and encode it in its own way.
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
    parts.path_and_query = Some(PathAndQuery::try_from(target).map_err(|_| refused())?);
    *request.uri_mut() = http::Uri::from_parts(parts).map_err(|_| refused())?;
    Ok(())
}

/// What a pair of a query stands for, however it is encoded.
fn decoded(pair: &str) -> Vec<u8> {
    percent_decode_str(&pair.replace('+', " ")).collect()
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}
