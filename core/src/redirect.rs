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
}

impl RedirectPolicy {
    /// Follows no redirects.
    #[must_use]
    pub const fn none() -> Self {
        Self { limit: 0 }
    }

    /// Follows redirects to the origin of the base URL (RFC 9110, section 15.4): 301, 302, 303, 307 and 308 for GET and HEAD; for other methods only
    /// 307 and 308, which keep the method and the body. Credentials are sent again; no other origin ever receives them.
    #[must_use]
    pub const fn same_origin() -> Self {
        Self { limit: 10 }
    }

    /// Limits how many redirects of one call are followed. Default: 10. Another one is an error.
    #[must_use]
    pub const fn limit(self, limit: u32) -> Self {
        Self { limit }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn most(self) -> u32 {
        self.limit
    }
}

/// The target of a redirect, if it may be followed.
#[must_use]
pub fn target(
    method: &Method,
    status: u16,
    headers: &HeaderMap,
    base: &BaseUrl,
    current: &str,
) -> Option<Uri> {
    let is_safe = matches!(*method, Method::GET | Method::HEAD);
    let is_followed = match status {
        301..=303 => is_safe,
        307 | 308 => true,
        _ => false,
    };
    let mut locations = headers.get_all(header::LOCATION).iter();
    let location = locations.next().filter(|_| is_followed)?;
    // Two different locations are ambiguous.
    if locations.next().is_some() {
        return None;
    }
    base.follow(current, location.as_bytes())
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
            let headers = HeaderMap::from_iter([(header::LOCATION, location.parse().unwrap())]);
            let method = method.parse().unwrap();
            let target = target(&method, status, &headers, &base, current);
            let target = target.map(|uri| uri.to_string());
            assert_eq!(target.as_deref(), expected, "{method} {status} {location}");
        }
    }
}
