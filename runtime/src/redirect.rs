//! Whether a redirect is followed, and where to. No I/O.

use http::{HeaderMap, Method, Uri, header};

use crate::base::BaseUrl;

/// Which redirects a client follows: none unless set.
///
/// A redirect that is not followed is an answer like any other: its status, its `Location` and its body are handed over. One whose status is
/// declared by the endpoint is never followed, because the declaration says what it means.
///
/// ```
/// use callpoint::{Client, Redirects};
///
/// let client = Client::builder("https://api.example.com").redirects(Redirects::same_origin().limit(3)).build()?;
/// # Ok::<(), callpoint::ConfigError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redirects {
    limit: u32,
}

impl Redirects {
    /// No redirect is followed.
    #[must_use]
    pub const fn none() -> Self {
        Self { limit: 0 }
    }

    /// Redirects to the base URL's own origin are followed: for GET and HEAD those with 301, 302, 303, 307 and 308 (RFC 9110, section 15.4), for other methods
    /// those with 307 and 308, which ask for the same request elsewhere. Credentials go along; no other origin ever gets them.
    #[must_use]
    pub const fn same_origin() -> Self {
        Self { limit: 10 }
    }

    /// How many redirects of one call are followed: 10 unless set. One more is an error.
    #[must_use]
    pub const fn limit(self, limit: u32) -> Self {
        Self { limit }
    }

    pub(crate) const fn most(self) -> u32 {
        self.limit
    }
}

/// Where an answer sends the request, if it may go there.
pub(crate) fn target(
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
    // Two of them say nothing.
    if locations.next().is_some() {
        return None;
    }
    base.follow(current, location.to_str().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_stays_at_its_origin_and_keeps_its_method() {
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
