//! Where the content of a response ends, as its head says (RFC 9112, section 6.3).

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::response::Parts;
use http::{HeaderValue, StatusCode, Version};

/// The size of a head, and the length of its content.
pub struct Framing {
    /// The size of the fields in bytes, names and values.
    pub size: u64,
    /// How long the content is.
    pub extent: Extent,
}

/// The length of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Until the end of the body.
    Any,
    /// This many bytes.
    Announced(u64),
    /// The end of the content is ambiguous (RFC 9112, section 6.3): there are different or invalid lengths, a length together with a transfer coding,
    /// or a coding that was not requested.
    Ambiguous,
}

impl Framing {
    /// All lines of a field count: with several codings, transports use the last one and other readers the first. The fields are visited one by one,
    /// because looking up a name costs more.
    #[must_use]
    pub fn of(method: &str, head: &Parts) -> Self {
        let mut size = 0;
        let mut is_coded = false;
        let mut is_ambiguous = false;
        let mut length = None;
        for (name, value) in &head.headers {
            size += (name.as_str().len() + value.len()) as u64;
            if *name == CONTENT_LENGTH {
                let announced = self::length(value);
                is_ambiguous |= announced.is_none() || length.is_some_and(|it| it != announced);
                length = Some(announced);
            } else if *name == TRANSFER_ENCODING {
                // HTTP/1.0 and HTTP/2 have none (RFC 9112, section 6.1; RFC 9113, section 8.2.2).
                let is_known = head.version == Version::HTTP_11
                    && value.as_bytes().eq_ignore_ascii_case(b"chunked");
                is_ambiguous |= !is_known || is_coded;
                is_coded = true;
            }
        }
        let extent = match length.flatten() {
            _ if is_coded && (is_ambiguous || length.is_some()) => Extent::Ambiguous,
            _ if !is_coded && has_no_content(method, head.status) => Extent::Any,
            _ if is_ambiguous => Extent::Ambiguous,
            Some(length) => Extent::Announced(length),
            None => Extent::Any,
        };
        Self { size, extent }
    }
}

/// Whether a length belongs to content that is not sent (RFC 9110, section 8.6).
fn has_no_content(method: &str, status: StatusCode) -> bool {
    status.is_informational()
        || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
        || method == "HEAD"
}

/// The length in one line. A list of identical lengths is valid (RFC 9110, section 8.6).
fn length(line: &HeaderValue) -> Option<u64> {
    let line = line.as_bytes();
    if let Some(length) = number(line) {
        return Some(length);
    }
    let mut elements = line.split(|&byte| byte == b',').map(number);
    let first = elements.next()??;
    elements
        .all(|element| element == Some(first))
        .then_some(first)
}

/// Only digits: `parse` would also accept a sign.
fn number(element: &[u8]) -> Option<u64> {
    let digits = element.trim_ascii();
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_u64, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| byte - b'0')?;
        number.checked_mul(10)?.checked_add(digit.into())
    })
}

#[cfg(test)]
mod tests {
    use super::Extent::{Ambiguous, Announced, Any};
    use super::*;

    fn head(status: u16, version: Version, fields: &[(&'static str, &str)]) -> Parts {
        let mut response = http::Response::builder().status(status).version(version);
        for &(name, value) in fields {
            response = response.header(name, value);
        }
        response.body(()).unwrap().into_parts().0
    }

    fn content(method: &str, head: &Parts) -> Extent {
        Framing::of(method, head).extent
    }

    #[test]
    fn the_size_of_a_head_is_that_of_its_fields() {
        let head = head(
            200,
            Version::HTTP_11,
            &[("x-a", "12"), ("content-length", "4")],
        );
        assert_eq!(Framing::of("GET", &head).size, 5 + 15);
    }

    #[test]
    fn all_lines_decide_where_the_content_ends() {
        let cases: &[(&[&str], _)] = &[
            (&[], Any),
            (&["4"], Announced(4)),
            (&["0"], Announced(0)),
            (&["004"], Announced(4)),
            (&[" 4\t"], Announced(4)),
            (&["4", "4"], Announced(4)),
            (&["4, 4"], Announced(4)),
            (&["4,4", "4"], Announced(4)),
            (&["18446744073709551615"], Announced(u64::MAX)),
            (&["18446744073709551616"], Ambiguous),
            (&["4", "5"], Ambiguous),
            (&["4, 5"], Ambiguous),
            (&["4", "4, 5"], Ambiguous),
            (&["4,"], Ambiguous),
            (&["4", ""], Ambiguous),
            (&[""], Ambiguous),
            (&["+4"], Ambiguous),
            (&["-4"], Ambiguous),
            (&["4 4"], Ambiguous),
            (&["0x4"], Ambiguous),
            (&["4.0"], Ambiguous),
            (&["four"], Ambiguous),
        ];
        for (lines, expected) in cases {
            let fields: Vec<_> = lines.iter().map(|line| ("content-length", *line)).collect();
            let head = head(200, Version::HTTP_11, &fields);
            assert_eq!(content("GET", &head), *expected, "{lines:?}");
        }
    }

    #[test]
    fn one_transfer_coding_is_known() {
        let cases = [
            ("chunked", Version::HTTP_11, true),
            ("Chunked", Version::HTTP_11, true),
            ("chunked", Version::HTTP_10, false),
            ("chunked", Version::HTTP_2, false),
            ("identity", Version::HTTP_11, false),
            ("", Version::HTTP_11, false),
            ("chunked,", Version::HTTP_11, false),
            ("gzip, chunked", Version::HTTP_11, false),
            ("xchunked", Version::HTTP_11, false),
            ("chunked|identity", Version::HTTP_11, false),
            ("identity|chunked", Version::HTTP_11, false),
            ("chunked|chunked", Version::HTTP_11, false),
        ];
        for (lines, version, is_known) in cases {
            let lines = lines.split('|').map(|line| ("transfer-encoding", line));
            let head = head(200, version, &lines.collect::<Vec<_>>());
            let expected = if is_known { Any } else { Ambiguous };
            assert_eq!(content("GET", &head), expected, "{head:?}");
        }
        let both = [("transfer-encoding", "chunked"), ("content-length", "4")];
        let head = head(200, Version::HTTP_11, &both);
        assert_eq!(content("GET", &head), Ambiguous);
    }

    #[test]
    fn a_length_of_content_that_is_not_sent_is_ignored() {
        let cases = [
            ("GET", 200, Announced(4)),
            ("POST", 205, Announced(4)),
            ("GET", 500, Announced(4)),
            ("GET", 204, Any),
            ("GET", 304, Any),
            ("GET", 101, Any),
            ("HEAD", 200, Any),
            ("HEAD", 404, Any),
        ];
        for (method, status, expected) in cases {
            let head = head(status, Version::HTTP_11, &[("content-length", "4")]);
            assert_eq!(content(method, &head), expected, "{method} {status}");
        }
    }
}
