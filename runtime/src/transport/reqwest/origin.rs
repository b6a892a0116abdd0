//! The URL that reqwest wants, made of an origin that it has read before.

use std::iter::Enumerate;
use std::{mem, slice};

use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};
use reqwest::Url;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{DeserializeSeed, SeqAccess};
use serde_json::Value;

use crate::base::may_have_dot_segment;

/// An origin as reqwest has it. Reading a URL from its text again for each request would cost more than the rest of sending it.
pub(super) struct Origin {
    scheme: Scheme,
    authority: Authority,
    url: Url,
    /// What the `url` crate writes down of `url`, so as to have it back without reading it; none where it writes something else than we know.
    written: Option<Vec<Value>>,
}

impl Origin {
    pub(super) fn of(uri: &Uri) -> Option<Self> {
        let mut url = Url::parse(&uri.to_string()).ok()?;
        url.set_path("/");
        url.set_query(None);
        Some(Self {
            scheme: uri.scheme()?.clone(),
            authority: uri.authority()?.clone(),
            written: known_parts(&url),
            url,
        })
    }

    pub(super) fn has(&self, uri: &Uri) -> bool {
        let authority = uri.authority().map(Authority::as_str);
        uri.scheme() == Some(&self.scheme) && authority == Some(self.authority.as_str())
    }

    /// The URL of a target at this origin.
    pub(super) fn url(&self, target: &PathAndQuery) -> Url {
        let written = self.written.as_deref();
        if let Some(written) = written.filter(|_| is_plain(target.as_str()))
            && let Some(url) = unread(&self.url, written, target)
        {
            return url;
        }
        let mut url = self.url.clone();
        url.set_path(target.path());
        url.set_query(target.query());
        url
    }
}

/// What the `url` crate writes down of a URL: its text and where the parts begin.
fn write_down(url: &Url) -> Option<Vec<Value>> {
    match url.serialize_internal(serde_json::value::Serializer) {
        Ok(Value::Array(parts)) => Some(parts),
        _ => None,
    }
}

/// The parts of an origin's URL; none where a URL made of them is not what is read from its text.
fn known_parts(origin: &Url) -> Option<Vec<Value>> {
    let parts = write_down(origin)?;
    for target in ["/", "/a/b", "/a/b?c=d&e"] {
        let target = PathAndQuery::from_static(target);
        let url = unread(origin, &parts, &target)?;
        let read = Url::parse(url.as_str()).ok()?;
        if url.path() != target.path() || write_down(&url) != write_down(&read) {
            return None;
        }
    }
    Some(parts)
}

/// A URL that is put together and not read. Its target has to be plain.
fn unread(origin: &Url, parts: &[Value], target: &PathAndQuery) -> Option<Url> {
    // An origin ends with the slash of its path.
    let before = origin.as_str().strip_suffix('/')?;
    let query_start = before.len() + target.path().len();
    let parts = Parts {
        of_origin: parts.iter().enumerate(),
        text: [before, target.as_str()].concat(),
        query_start: (target.query().is_some()).then_some(query_start),
    };
    Url::deserialize_internal(SeqAccessDeserializer::new(parts)).ok()
}

/// The parts of a URL: those of its origin, but for its text and where its query begins.
struct Parts<'a> {
    of_origin: Enumerate<slice::Iter<'a, Value>>,
    text: String,
    query_start: Option<usize>,
}

impl<'de> SeqAccess<'de> for Parts<'de> {
    type Error = serde_json::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Self::Error> {
        let Some((index, part)) = self.of_origin.next() else {
            return Ok(None);
        };
        let read = match index {
            0 => seed.deserialize(Value::String(mem::take(&mut self.text))),
            8 => seed.deserialize(Value::from(self.query_start)),
            _ => seed.deserialize(part),
        };
        read.map(Some)
    }
}

/// Whether reading a target leaves every character where it is: it begins with a slash, or it would go on with the host; there is nothing to encode, and
/// no `.` or `..` to resolve.
fn is_plain(target: &str) -> bool {
    let bytes = target.as_bytes();
    let is_absolute = bytes.first() == Some(&b'/');
    // Without a way out of the loops, because targets are short and nearly all of them are plain.
    let is_plain = (bytes.iter()).fold(true, |plain, &byte| plain & PLAIN[usize::from(byte)]);
    is_absolute && is_plain && !may_have_dot_segment(bytes)
}

/// The characters of RFC 3986, sections 3.3 and 3.4, without `'`, which the URL standard encodes in a query.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        plain[byte as usize] = byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'-' | b'.'
                    | b'_'
                    | b'~'
                    | b'%'
                    | b'/'
                    | b'?'
                    | b':'
                    | b'@'
                    | b'!'
                    | b'$'
                    | b'&'
                    | b'('
                    | b')'
                    | b'*'
                    | b'+'
                    | b','
                    | b';'
                    | b'='
            );
        byte += 1;
    }
    plain
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_that_is_no_path_does_not_go_on_with_the_host() {
        let uri: Uri = "https://api.example.com/".parse().unwrap();
        let origin = Origin::of(&uri).unwrap();
        for target in ["*", "?a=b", ".evil.example/", "@evil.example", ":81/a", ""] {
            // What is put together is checked by `url` in debug builds alone.
            assert!(!is_plain(target), "{target}");
            // Whether there is such a target is up to `http`; what there is stays at the origin.
            let Ok(target) = PathAndQuery::try_from(target) else {
                continue;
            };
            let url = origin.url(&target);
            assert_eq!(
                write_down(&url),
                write_down(&Url::parse(url.as_str()).unwrap())
            );
            assert_eq!(url.origin(), origin.url.origin(), "{target}");
            assert_eq!(url.username(), "", "{target}");
        }
    }

    #[test]
    fn a_url_is_the_same_as_if_it_were_read() {
        let origins = [
            "http://127.0.0.1:8080",
            "http://localhost",
            "https://api.example.com",
            "https://api.example.com:443",
            "http://[::1]:3000",
            "https://API.Example.com:8443",
        ];
        let targets = [
            "/",
            "/api/links/0b1f/",
            "/api/links/?page=2&q=a%20b",
            "/a?",
            "/a?b?c/../d",
            "/a;b=c/d:e@f",
            "/a//b",
            "/a/%2e%2E/b",
            "/a/./b",
            "/a/..",
            "/.well-known/x",
            "/a/..b",
            "/it's?it's",
            "/a|b/{c}",
            "/a\"b",
            "/a[0]?b[0]=1",
            "/100%25",
        ];
        for origin in origins {
            for target in targets {
                let uri: Uri = format!("{origin}{target}").parse().unwrap();
                let known = Origin::of(&uri).unwrap();
                assert!(known.written.is_some(), "{origin}");
                let url = known.url(uri.path_and_query().unwrap());
                let read = Url::parse(&uri.to_string()).unwrap();
                assert_eq!(write_down(&url), write_down(&read), "{origin}{target}");
            }
        }
    }
}
