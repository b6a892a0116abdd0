//! Builds the URL that reqwest needs from an origin that was parsed before.

use std::mem;

use http::Uri;
use http::uri::PathAndQuery;
use reqwest::Url;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer as _, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use callpoint_core::__private::{Host, may_have_dot_segment};

/// An origin as parsed by reqwest. Parsing the URL of every request would cost more than everything else that sending it does.
pub(super) struct Origin {
    pub(super) host: Host,
    url: Url,
    /// The `url` crate's serialized form of `url`, to build URLs without parsing. `None` if it has an unknown form.
    parts: Option<Parts>,
}

/// Where the parts of a URL start and end, and what kind of host it has.
struct Parts {
    /// By their places in the serialized form, in which other things are as well.
    offsets: Vec<Offset>,
    host: Value,
}

impl Origin {
    pub(super) fn of(uri: &Uri) -> Option<Self> {
        let mut url = Url::parse(&uri.to_string()).ok()?;
        url.set_path("/");
        url.set_query(None);
        Some(Self {
            host: Host::spelled(uri, &url.as_str().parse().ok()?)?,
            parts: known_parts(&url),
            url,
        })
    }

    /// The URL of a request target at this origin.
    pub(super) fn url(&self, target: &PathAndQuery) -> Url {
        let parts = self.parts.as_ref();
        if let Some(parts) = parts.filter(|_| is_plain(target.as_str()))
            && let Some(url) = assemble(&self.url, parts, target)
        {
            return url;
        }
        let mut url = self.url.clone();
        url.set_path(target.path());
        url.set_query(target.query());
        url
    }
}

/// The serialized form of a URL: its text and the offsets of its parts.
fn serialized(url: &Url) -> Option<Vec<Value>> {
    match url.serialize_internal(serde_json::value::Serializer) {
        Ok(Value::Array(parts)) => Some(parts),
        _ => None,
    }
}

/// The place of the host in the serialized form of a URL, and of where the query starts.
const HOST: usize = 5;
const QUERY: usize = 8;

/// The parts of an origin's URL. `None` if a URL built from them differs from the parsed one.
fn known_parts(origin: &Url) -> Option<Parts> {
    let parts = serialized(origin)?;
    let offset = |part: &Value| Offset(part.as_u64().and_then(|offset| offset.try_into().ok()));
    let parts = Parts {
        offsets: parts.iter().map(offset).collect(),
        host: parts.get(HOST)?.clone(),
    };
    for target in ["/", "/a/b", "/a/b?c=d&e"] {
        let target = PathAndQuery::from_static(target);
        let url = assemble(origin, &parts, &target)?;
        let read = Url::parse(url.as_str()).ok()?;
        if url.path() != target.path() || serialized(&url) != serialized(&read) {
            return None;
        }
    }
    Some(parts)
}

/// Builds a URL without parsing it. The target must be plain.
fn assemble(origin: &Url, parts: &Parts, target: &PathAndQuery) -> Option<Url> {
    // The URL of an origin ends with the slash of its path.
    let before = origin.as_str().strip_suffix('/')?;
    let query_start = before.len() + target.path().len();
    let mut text = String::with_capacity(before.len() + target.as_str().len());
    text.push_str(before);
    text.push_str(target.as_str());
    let parts = Assembled {
        parts,
        next: 0,
        text,
        query_start: Offset((target.query().is_some()).then_some(u32::try_from(query_start).ok()?)),
    };
    Url::deserialize_internal(SeqAccessDeserializer::new(parts)).ok()
}

/// The parts of a URL: those of its origin, except for the text and the start of the query.
struct Assembled<'a> {
    parts: &'a Parts,
    next: usize,
    text: String,
    query_start: Offset,
}

impl<'de> SeqAccess<'de> for Assembled<'de> {
    type Error = serde_json::Error;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Self::Error> {
        let index = self.next;
        self.next += 1;
        let Some(&offset) = self.parts.offsets.get(index) else {
            return Ok(None);
        };
        let read = match index {
            0 => seed.deserialize(mem::take(&mut self.text).into_deserializer()),
            HOST => seed.deserialize(&self.parts.host),
            QUERY => seed.deserialize(self.query_start),
            _ => seed.deserialize(offset),
        };
        read.map(Some)
    }
}

/// Where a part starts or ends, or a port.
#[derive(Clone, Copy)]
struct Offset(Option<u32>);

impl<'de> Deserializer<'de> for Offset {
    type Error = serde_json::Error;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.0 {
            Some(offset) => visitor.visit_u32(offset),
            None => visitor.visit_none(),
        }
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.0 {
            Some(_) => visitor.visit_some(self),
            None => visitor.visit_none(),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct seq tuple tuple_struct map
        struct enum identifier ignored_any
    }
}

/// Whether parsing a target leaves it unchanged. It begins with a slash (otherwise it would continue the host), nothing has to be encoded, and there
/// is no `.` or `..` to resolve.
fn is_plain(target: &str) -> bool {
    let bytes = target.as_bytes();
    let is_absolute = bytes.first() == Some(&b'/');
    // No early exits, because targets are short and nearly all of them are plain.
    let is_plain = (bytes.iter()).fold(true, |plain, &byte| plain & PLAIN[usize::from(byte)]);
    is_absolute && is_plain && !may_have_dot_segment(bytes)
}

/// The characters of RFC 3986, sections 3.3 and 3.4, except `'`, which the URL standard encodes in a query.
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
    fn a_target_without_a_slash_does_not_continue_the_host() {
        let uri: Uri = "https://api.example.com/".parse().unwrap();
        let origin = Origin::of(&uri).unwrap();
        for target in ["*", "?a=b", ".evil.example/", "@evil.example", ":81/a", ""] {
            // `url` checks what is built only in debug builds.
            assert!(!is_plain(target), "{target}");
            // Whether such a target is valid is decided by `http`; a valid one stays at the origin.
            let Ok(target) = PathAndQuery::try_from(target) else {
                continue;
            };
            let url = origin.url(&target);
            assert_eq!(
                serialized(&url),
                serialized(&Url::parse(url.as_str()).unwrap())
            );
            assert_eq!(url.origin(), origin.url.origin(), "{target}");
            assert_eq!(url.username(), "", "{target}");
        }
    }

    #[test]
    fn a_built_url_equals_the_parsed_one() {
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
                assert!(known.parts.is_some(), "{origin}");
                let url = known.url(uri.path_and_query().unwrap());
                let read = Url::parse(&uri.to_string()).unwrap();
                assert_eq!(serialized(&url), serialized(&read), "{origin}{target}");
            }
        }
    }
}
