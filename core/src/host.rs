//! `Host` (RFC 9110, section 7.2), which HTTP/1 sends and HTTP/2 replaces by `:authority`.

use bytes::Bytes;
use http::header::HOST;
use http::uri::{Authority, Scheme};
use http::{HeaderValue, Request, Uri};

use crate::body::Body;

/// An origin and its `Host`. It is the same in all requests, and hyper would format it for each.
pub struct Host {
    scheme: Scheme,
    authority: Authority,
    value: HeaderValue,
}

impl Host {
    /// `None` for a URL without a host.
    #[must_use]
    pub fn of(uri: &Uri) -> Option<Self> {
        Self::spelled(uri, uri)
    }

    /// The origin of a URL whose host is sent as another library spells it.
    #[must_use]
    pub fn spelled(uri: &Uri, sent: &Uri) -> Option<Self> {
        let default = if sent.scheme()? == &Scheme::HTTPS {
            443
        } else {
            80
        };
        let authority = sent.authority()?;
        let host = match authority.port() {
            Some(port) if port.as_u16() != default => format!("{}:{port}", authority.host()),
            _ => authority.host().to_owned(),
        };
        Some(Self {
            scheme: uri.scheme()?.clone(),
            authority: uri.authority()?.clone(),
            value: HeaderValue::from_maybe_shared(Bytes::from(host)).ok()?,
        })
    }

    /// Whether a request goes to this origin, spelled in the same way.
    #[must_use]
    pub fn is_of(&self, uri: &Uri) -> bool {
        let is_same = |authority: &Authority| {
            let (one, other) = (self.authority.as_str(), authority.as_str());
            // Clones share their text.
            std::ptr::eq(one, other) || one == other
        };
        uri.scheme() == Some(&self.scheme) && uri.authority().is_some_and(is_same)
    }

    /// Whether it is `http`, where the client does not negotiate HTTP/2.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.scheme == Scheme::HTTP
    }

    /// Adds it to a request that goes to this origin, unless that has one.
    pub fn add(&self, request: &mut Request<Body>) {
        let headers = request.headers_mut();
        if let Some(own) = headers.insert(HOST, self.value.clone()) {
            headers.insert(HOST, own);
        }
    }

    /// Removes what was added.
    pub fn remove(&self, request: &mut Request<Body>) {
        if request.headers().get(HOST) == Some(&self.value) {
            request.headers_mut().remove(HOST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_origin() {
        let cases = [
            ("http://h", "h"),
            ("http://h:80", "h"),
            ("https://h:443", "h"),
            ("http://h:443", "h:443"),
            ("https://h:80", "h:80"),
            ("http://[::1]:8080", "[::1]:8080"),
            ("http://user@h:8080", "h:8080"),
        ];
        for (origin, expected) in cases {
            let uri: Uri = format!("{origin}/a?b").parse().unwrap();
            let host = Host::spelled(&uri, &uri).unwrap();
            assert!(host.is_of(&uri));
            let mut request = Request::new(Body::empty());
            host.add(&mut request);
            assert_eq!(request.headers()[HOST], expected, "{origin}");
            request
                .headers_mut()
                .insert(HOST, HeaderValue::from_static("own"));
            host.add(&mut request);
            assert_eq!(request.headers()[HOST], "own", "{origin}");
            assert_eq!(request.headers().len(), 1);
        }
        let uri = Uri::from_static("http://h");
        let host = Host::spelled(&uri, &uri).unwrap();
        for other in ["https://h", "http://h:80", "http://g", "/", "h:80"] {
            assert!(!host.is_of(&Uri::from_static(other)), "{other}");
        }
    }
}
