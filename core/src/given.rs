//! URLs that a server gave: in `Location`, in a link, in a body.

use std::str::FromStr as _;

use http::Uri;

use crate::base::{BaseUrl, has_scheme, is_dot_segment};
use crate::error::{BuildError, BuildErrorKind};
use crate::meta::EndpointMeta;

/// A URL that a server gave, as it will be requested.
pub struct GivenUrl {
    /// Absolute; path and query are those that were given, byte for byte.
    pub uri: Uri,
    /// Its origin, if that is another one than the endpoint's.
    pub elsewhere: Option<BaseUrl>,
}

impl GivenUrl {
    /// Reads a URL for a call of `endpoint`, which is at `base`, followed by `query` if there is one. Another origin has to be among the allowed ones.
    ///
    /// # Errors
    /// It is at another origin, or not every HTTP library would send it as it is.
    pub fn read(
        endpoint: &'static EndpointMeta,
        base: &BaseUrl,
        allowed: &[BaseUrl],
        text: &str,
        query: Option<&str>,
    ) -> Result<Self, BuildError> {
        let invalid =
            |reason| BuildError::new(endpoint, BuildErrorKind::InvalidUrl, "").with_reason(reason);
        // A fragment is never sent (RFC 9110, section 7.1).
        let text = text.split('#').next().unwrap_or(text);
        let joined = query.map(|query| {
            let mark = match text.rfind(['?', '&']) {
                Some(last) if last + 1 == text.len() => "",
                _ if text.contains('?') => "&",
                _ => "?",
            };
            format!("{text}{mark}{query}")
        });
        let text = joined.as_deref().unwrap_or(text);
        let start = if has_scheme(text) || text.starts_with("//") {
            let host = text.find("//").map_or(text.len(), |slashes| slashes + 2);
            let rest = text.get(host..).unwrap_or_default();
            host + rest.find(['/', '?']).unwrap_or(rest.len())
        } else if text.starts_with('/') {
            0
        } else {
            return Err(invalid(
                "it is neither absolute nor a path that begins with `/`",
            ));
        };
        let (origin, target) = text.split_at(start);
        if let Some(reason) = problem_of(target) {
            return Err(invalid(reason));
        }
        let origin = match origin.strip_prefix("//") {
            Some(host) => format!("{}://{host}", base.scheme()),
            None if origin.is_empty() => base.origin().to_owned(),
            None => origin.to_owned(),
        };
        let Ok(given) = BaseUrl::parse(&origin) else {
            return Err(invalid(
                "it does not begin with `https://` or `http://` and a valid host",
            ));
        };
        let given: Uri = given
            .as_str()
            .parse()
            .map_err(|_| invalid("its host is not valid"))?;
        let elsewhere = if base.is_origin_of(&given) {
            None
        } else {
            let mut allowed = allowed.iter();
            let known = allowed.find(|allowed| allowed.is_origin_of(&given));
            let foreign = || BuildError::new(endpoint, BuildErrorKind::ForeignUrl, "");
            Some(known.ok_or_else(foreign)?.clone())
        };
        let slash = if target.starts_with('/') { "" } else { "/" };
        // The origin is spelled as the client's builder was given it.
        let origin = elsewhere.as_ref().unwrap_or(base).origin();
        let uri = Uri::from_str(&format!("{origin}{slash}{target}"))
            .map_err(|_| BuildError::new(endpoint, BuildErrorKind::UrlTooLong, ""))?;
        Ok(Self { uri, elsewhere })
    }
}

/// Why a path and a query could not be sent as they are: HTTP libraries resolve dot segments, and encode what is not a URL's.
fn problem_of(target: &str) -> Option<&'static str> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if path.contains('\\') {
        return Some("it has a backslash");
    }
    if path.split('/').any(is_dot_segment) {
        return Some("it has a `.` or `..` segment");
    }
    // The URL standard encodes an apostrophe in a query.
    if !is_encoded(path, b"'") || !is_encoded(query, b"?") {
        return Some("it has a character that must be percent-encoded");
    }
    None
}

/// Whether a text has only characters that stay as they are (RFC 3986, sections 3.3 and 3.4).
fn is_encoded(text: &str, also: &[u8]) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let is_valid = match byte {
            b'%' => [bytes.next(), bytes.next()]
                .iter()
                .all(|digit| digit.is_some_and(|it| it.is_ascii_hexdigit())),
            _ => {
                byte.is_ascii_alphanumeric()
                    || b"/-._~!$&()*+,;=:@|[]".contains(&byte)
                    || also.contains(&byte)
            }
        };
        if !is_valid {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const META: &EndpointMeta = &EndpointMeta::new("Get", "GET", "/links/<id>");
    const DOTS: &str = "it has a `.` or `..` segment";
    const ENCODED: &str = "it has a character that must be percent-encoded";
    const HOST: &str = "it does not begin with `https://` or `http://` and a valid host";
    const RELATIVE: &str = "it is neither absolute nor a path that begins with `/`";

    #[test]
    fn as_given_or_refused() {
        let base = BaseUrl::parse("https://api.example.com/v1").unwrap();
        let allowed = [
            "https://cdn.example.net/ignored",
            "http://[2001:db8::1]:8080",
        ];
        let allowed = allowed.map(|origin| BaseUrl::parse(origin).unwrap());
        let cases = [
            (
                "/v2/a%2Fb?x=%2f#part",
                Ok("https://api.example.com/v2/a%2Fb?x=%2f"),
            ),
            ("//api.example.com/a", Ok("https://api.example.com/a")),
            (
                "https://API.example.com:443/a//b",
                Ok("https://api.example.com/a//b"),
            ),
            ("https://api.example.com", Ok("https://api.example.com/")),
            (
                "https://api.example.com?a=b?",
                Ok("https://api.example.com/?a=b?"),
            ),
            ("/it's?", Ok("https://api.example.com/it's?")),
            (
                "/a?u=https://x/../y",
                Ok("https://api.example.com/a?u=https://x/../y"),
            ),
            (
                "https://cdn.example.net/b/?sig=a%2Bb%3D&e=1",
                Ok("https://cdn.example.net/b/?sig=a%2Bb%3D&e=1"),
            ),
            ("http://[2001:DB8:0::1]:8080/a", Err("foreign")),
            (
                "http://[2001:db8::1]:8080/a",
                Ok("http://[2001:db8::1]:8080/a"),
            ),
            ("http://cdn.example.net/b", Err("foreign")),
            ("https://cdn.example.net:444/b", Err("foreign")),
            ("https://api.example.com.evil.example/", Err("foreign")),
            ("//evil.example/", Err("foreign")),
            ("/a/../b", Err(DOTS)),
            ("/a/%2E%2e/b", Err(DOTS)),
            ("/a/.", Err(DOTS)),
            ("/a\\b", Err("it has a backslash")),
            ("/a b", Err(ENCODED)),
            ("/ä", Err(ENCODED)),
            ("/%2", Err(ENCODED)),
            ("/a?b='c'", Err(ENCODED)),
            ("/a\r\nb", Err(ENCODED)),
            ("https://user@api.example.com/", Err(HOST)),
            ("https://api.example.com\\@evil.example/", Err(HOST)),
            ("ftp://api.example.com/", Err(HOST)),
            ("javascript:alert(1)", Err(HOST)),
            ("https:/a", Err(HOST)),
            ("///a", Err(HOST)),
            ("", Err(RELATIVE)),
            ("8?page=2", Err(RELATIVE)),
            ("?page=2", Err(RELATIVE)),
        ];
        for (text, expected) in cases {
            let read = GivenUrl::read(META, &base, &allowed, text, None);
            let read = read.map(|given| given.uri.to_string()).map_err(|error| {
                if error.kind() == BuildErrorKind::ForeignUrl {
                    "foreign".to_owned()
                } else {
                    error.detail().unwrap_or_default().to_owned()
                }
            });
            let expected = expected.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(read, expected, "{text:?}");
        }
        let long = format!("/{}", "a".repeat(70_000));
        let error = GivenUrl::read(META, &base, &[], &long, None)
            .map(drop)
            .unwrap_err();
        assert_eq!(error.kind(), BuildErrorKind::UrlTooLong);
    }
}
