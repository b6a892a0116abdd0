//! Which redirects a client follows, whether one may be followed, and where to.

use http::{HeaderMap, Method, Uri, header};

use crate::BaseUrl;

/// Which redirects a client follows. Default: none.
///
/// A redirect that is not followed is an ordinary response with its status, `Location` and body. A redirect whose status the endpoint declares is
/// never followed: it is a declared response.
///
/// ```
/// use callpoint::{Client, RedirectPolicy};
///
/// let client = Client::builder("https://api.example.com").redirects(RedirectPolicy::same_origin().limit(3)).build()?;
/// # Ok::<(), callpoint::ConfigError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RedirectPolicy {
    limit: u32,
    any_origin: bool,
}

impl RedirectPolicy {
    /// Follows no redirects.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            limit: 0,
            any_origin: false,
        }
    }

    /// Follows redirects to the origin of the base URL (RFC 9110, section 15.4): 301, 302, 303, 307 and 308 for GET and HEAD; for other methods only
    /// 307 and 308, which keep the method and the body. Credentials are sent again; no other origin ever receives them.
    #[must_use]
    pub const fn same_origin() -> Self {
        Self {
            limit: 10,
            any_origin: false,
        }
    }

    /// As [`same_origin`](Self::same_origin), and for GET and HEAD without a body to every other origin too, but not from `https` to `http`. No other origin
    /// receives credentials, nor any header field that holds a secret: a cookie, a field with `#[secret]`, one that is secret by its name. Once a call has
    /// left its origin it has none for the rest of it.
    ///
    /// The server decides where such a call goes, also to hosts that only this machine can reach.
    #[must_use]
    pub const fn any_origin() -> Self {
        Self {
            limit: 10,
            any_origin: true,
        }
    }

    /// Limits how many redirects of one call are followed. Default: 10. Another one is an error.
    #[must_use]
    pub const fn limit(mut self, limit: u32) -> Self {
        self.limit = limit;
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn is_any_origin(self) -> bool {
        self.any_origin
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn most(self) -> u32 {
        self.limit
    }
}

/// Where a redirect leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Redirect {
    /// To the origin of the request.
    Here(Uri),
    /// To another one, which gets no credentials.
    Elsewhere(Uri, BaseUrl),
}

/// A request whose response is a redirect.
#[derive(Debug, Clone, Copy)]
pub struct Redirected<'a> {
    /// Its method.
    pub method: &'a Method,
    /// Its origin.
    pub base: &'a BaseUrl,
    /// Its path; `None` if the request cannot be sent again.
    pub path: Option<&'a str>,
    /// Whether it has no body.
    pub is_bodyless: bool,
}

impl RedirectPolicy {
    /// The target of a redirect, if it may be followed.
    ///
    /// # Errors
    /// Why it is not followed.
    #[doc(hidden)]
    pub fn target(
        self,
        request: Redirected<'_>,
        status: u16,
        headers: &HeaderMap,
    ) -> Result<Redirect, &'static str> {
        if self.limit == 0 {
            return Err("the client follows none");
        }
        let is_safe = matches!(*request.method, Method::GET | Method::HEAD);
        match status {
            301..=303 if !is_safe => return Err("with this status only GET and HEAD follow it"),
            301..=303 | 307 | 308 => {}
            _ => return Err("with this status none is"),
        }
        let path = request.path.ok_or("the body cannot be sent again")?;
        let mut locations = headers.get_all(header::LOCATION).iter();
        let location = locations.next().ok_or("it has no location")?;
        // Two different locations are ambiguous.
        if locations.next().is_some() {
            return Err("it has two locations");
        }
        let base = request.base;
        let uri = base.resolve(path, location.as_bytes());
        let uri = uri.ok_or("its location is not a valid URL")?;
        if base.is_origin_of(&uri) {
            let here = base
                .spelled(&uri)
                .ok_or("its location is not a valid URL")?;
            return Ok(Redirect::Here(here));
        }
        if !self.any_origin {
            return Err("it leads to another origin");
        }
        let elsewhere = BaseUrl::origin_of(&uri).ok_or("its location is not a valid URL")?;
        if base.scheme() == "https" && elsewhere.scheme() == "http" {
            return Err("it leads from https to http");
        }
        if !is_safe || !request.is_bodyless {
            return Err("only GET and HEAD without a body follow it to another origin");
        }
        let uri = elsewhere
            .spelled(&uri)
            .ok_or("its location is not a valid URL")?;
        Ok(Redirect::Elsewhere(uri, elsewhere))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_keeps_its_origin_and_its_method() {
        let base = BaseUrl::parse("https://api.example.com/v1").unwrap();
        let current = "/v1/links/7";
        let there = Some("https://api.example.com/v2/links/7");
        let cases = [
            ("GET", 301, "/v2/links/7", there),
            ("HEAD", 302, "/v2/links/7", there),
            ("GET", 303, "https://API.example.com:443/v2/links/7", there),
            ("GET", 307, "../../v2/links/7", None),
            (
                "GET",
                302,
                "?page=2",
                Some("https://api.example.com/v1/links/7?page=2"),
            ),
            ("GET", 302, "8", Some("https://api.example.com/v1/links/8")),
            ("PUT", 302, "/v2/links/7", None),
            ("POST", 303, "/v2/links/7", None),
            ("POST", 307, "/v2/links/7", there),
            ("PATCH", 308, "/v2/links/7", there),
            ("GET", 300, "/v2/links/7", None),
            ("GET", 304, "/v2/links/7", None),
            ("GET", 200, "/v2/links/7", None),
            ("GET", 302, "https://elsewhere.example/v2/links/7", None),
            ("GET", 302, "http://api.example.com/v2/links/7", None),
            ("GET", 302, "//elsewhere.example/v2", None),
            ("GET", 302, "https://user@api.example.com/v2", None),
            ("GET", 302, "https://api.example.com:8443/v2", None),
            ("GET", 302, "\\\\elsewhere.example", None),
            ("GET", 302, "javascript:alert(1)", None),
            ("GET", 302, "", None),
        ];
        for (method, status, location, expected) in cases {
            let method = method.parse().unwrap();
            let headers = HeaderMap::from_iter([(header::LOCATION, location.parse().unwrap())]);
            let request = Redirected {
                method: &method,
                base: &base,
                path: Some(current),
                is_bodyless: true,
            };
            let target = RedirectPolicy::same_origin().target(request, status, &headers);
            let target = match target {
                Ok(Redirect::Here(uri)) => Some(uri.to_string()),
                Ok(Redirect::Elsewhere(..)) => panic!("{location}"),
                Err(_) => None,
            };
            assert_eq!(target.as_deref(), expected, "{method} {status} {location}");
        }
    }

    #[test]
    fn another_origin_by_choice() {
        let https = BaseUrl::parse("https://api.example.com/v1").unwrap();
        let http = BaseUrl::parse("http://api.example.com/v1").unwrap();
        let there = |url: &str| Ok(url.to_owned());
        let invalid = || Err("its location is not a valid URL");
        let cases = [
            (
                "GET",
                302,
                "https://cdn.example.net/a?sig=%2B",
                there("https://cdn.example.net/a?sig=%2B"),
            ),
            (
                "HEAD",
                308,
                "//cdn.example.net:8443/a",
                there("https://cdn.example.net:8443/a"),
            ),
            (
                "GET",
                302,
                "https://[::1]:81/a#b",
                there("https://[::1]:81/a"),
            ),
            (
                "GET",
                302,
                "http://cdn.example.net/a",
                Err("it leads from https to http"),
            ),
            (
                "PUT",
                307,
                "https://cdn.example.net/a",
                Err("only GET and HEAD without a body follow it to another origin"),
            ),
            (
                "PUT",
                302,
                "https://cdn.example.net/a",
                Err("with this status only GET and HEAD follow it"),
            ),
            (
                "GET",
                300,
                "https://cdn.example.net/a",
                Err("with this status none is"),
            ),
            ("GET", 302, "https://user@cdn.example.net/a", invalid()),
            ("GET", 302, "https://cdn.example.net/../a", invalid()),
            ("GET", 302, "ftp://cdn.example.net/a", invalid()),
            ("GET", 302, "https://127.1/a", there("https://127.1/a")),
            ("GET", 302, "javascript:alert(1)", invalid()),
        ];
        for (method, status, location, expected) in cases {
            let method = method.parse().unwrap();
            let headers = HeaderMap::from_iter([(header::LOCATION, location.parse().unwrap())]);
            let request = Redirected {
                method: &method,
                base: &https,
                path: Some("/v1/links"),
                is_bodyless: true,
            };
            let of =
                |policy: RedirectPolicy, request| match policy.target(request, status, &headers) {
                    Ok(Redirect::Elsewhere(uri, _) | Redirect::Here(uri)) => Ok(uri.to_string()),
                    Err(reason) => Err(reason),
                };
            assert_eq!(
                of(RedirectPolicy::any_origin(), request),
                expected,
                "{method} {status} {location}"
            );
            if expected.is_ok() {
                let reason = Err("it leads to another origin");
                assert_eq!(of(RedirectPolicy::same_origin(), request), reason);
                let reason = Err("the client follows none");
                assert_eq!(of(RedirectPolicy::none(), request), reason);
                let with_body = Redirected {
                    is_bodyless: false,
                    ..request
                };
                let reason = Err("only GET and HEAD without a body follow it to another origin");
                assert_eq!(of(RedirectPolicy::any_origin(), with_body), reason);
                let upwards = Redirected {
                    base: &http,
                    ..request
                };
                assert!(of(RedirectPolicy::any_origin(), upwards).is_ok());
            }
        }
    }

    #[test]
    fn two_locations_and_a_body_that_is_gone() {
        let https = BaseUrl::parse("https://api.example.com/v1").unwrap();
        let mut headers = HeaderMap::from_iter([(header::LOCATION, "/a".parse().unwrap())]);
        headers.append(header::LOCATION, "/b".parse().unwrap());
        let request = Redirected {
            method: &Method::GET,
            base: &https,
            path: Some("/"),
            is_bodyless: true,
        };
        let policy = RedirectPolicy::any_origin();
        assert_eq!(
            policy.target(request, 302, &headers),
            Err("it has two locations")
        );
        let streamed = Redirected {
            path: None,
            ..request
        };
        assert_eq!(
            policy.target(streamed, 302, &headers),
            Err("the body cannot be sent again")
        );
    }
}
