//! The decoded content of a body: without its content coding, and in a charset in which secrets can be found.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

/// Why a body is left out of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeftOut {
    TooLong,
    NotReceived,
    Coding,
    Charset,
    Secrets,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "the body is longer than `max_body`",
            Self::NotReceived => "the body was not read to its end",
            Self::Coding => "the body has a content coding that cannot be read",
            Self::Charset => "the body has a charset that cannot be read",
            Self::Secrets => "the request body, which is left out too, has secrets",
        })
    }
}

/// Decodes a body, and adjusts the headers to the decoded content.
pub(crate) fn readable(
    headers: &mut HeaderMap,
    body: Bytes,
    limit: usize,
) -> Result<Bytes, LeftOut> {
    // Nothing was encoded, whatever the header says: a response to HEAD.
    if body.is_empty() {
        return Ok(body);
    }
    let content = decoded(headers, body, limit)?;
    if is_coded(headers) {
        return Err(LeftOut::Coding);
    }
    if has_known_charset(headers) && !is_wide(headers, &content) {
        Ok(content)
    } else {
        Err(LeftOut::Charset)
    }
}

fn is_coded(headers: &HeaderMap) -> bool {
    let codings = headers.get_all(CONTENT_ENCODING).iter();
    let mut codings = codings.flat_map(|value| value.as_bytes().split(|&byte| byte == b','));
    codings.any(|coding| {
        let coding = coding.trim_ascii();
        !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity")
    })
}

/// Decodes the content with the same code as the client.
fn decoded(headers: &mut HeaderMap, body: Bytes, limit: usize) -> Result<Bytes, LeftOut> {
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};

    use http_body::Body as _;

    if !is_coded(headers) {
        return Ok(body);
    }
    let most = u64::try_from(limit).unwrap_or(u64::MAX);
    let mut body = callpoint::__private::decompressed(headers, body.into(), most);
    let mut content = bytes::BytesMut::new();
    let mut waiting = Context::from_waker(Waker::noop());
    loop {
        // The body is in memory, so it is never pending.
        match Pin::new(&mut body).poll_frame(&mut waiting) {
            Poll::Ready(None) => return Ok(content.freeze()),
            Poll::Ready(Some(Ok(frame))) => {
                let piece = frame.into_data().unwrap_or_default();
                if piece.len() > limit - content.len() {
                    return Err(LeftOut::TooLong);
                }
                content.extend_from_slice(&piece);
            }
            Poll::Ready(Some(Err(_))) | Poll::Pending => return Err(LeftOut::Coding),
        }
    }
}

/// Whether each named charset is ASCII, UTF-8 or ISO-8859-1.
fn has_known_charset(headers: &HeaderMap) -> bool {
    const KNOWN: [&str; 7] = [
        "utf-8",
        "utf8",
        "us-ascii",
        "ascii",
        "iso-8859-1",
        "latin1",
        "binary",
    ];
    headers.get_all(CONTENT_TYPE).iter().all(|value| {
        let value = String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase();
        let mut parameters = value.split(';').skip(1);
        parameters.all(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let value = value.trim().trim_matches(['"', '\'']);
            name.trim() != "charset" || KNOWN.contains(&value)
        })
    })
}

/// Whether the content looks like text with several bytes per character: a byte order mark, or every other byte is zero.
fn is_wide(headers: &HeaderMap, content: &[u8]) -> bool {
    const MARKS: [&[u8]; 3] = [b"\xFE\xFF", b"\xFF\xFE", b"\0\0\xFE\xFF"];
    let media_type = callpoint::__private::redact::media_type(headers);
    let kind = media_type.split('/').next().unwrap_or_default();
    if ["image", "audio", "video", "font"].contains(&kind) {
        return false;
    }
    if MARKS.iter().any(|mark| content.starts_with(mark)) {
        return true;
    }
    // Text contains no zero byte.
    let is_text = kind == "text" || ["json", "xml"].iter().any(|end| media_type.ends_with(end));
    if is_text && content.contains(&0) {
        return true;
    }
    let zeros = |first: usize| {
        content
            .iter()
            .skip(first)
            .step_by(2)
            .filter(|&&byte| byte == 0)
    };
    let (even, odd) = (zeros(0).count(), zeros(1).count());
    let half = content.len() / 2;
    half > 1
        && content.len().is_multiple_of(2)
        && ((even == half && odd == 0) || (odd == half && even == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(content_type: &str) -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_TYPE, content_type.parse().unwrap())])
    }

    #[test]
    fn a_coding_that_was_not_compiled_in() {
        for (coding, body, expected) in [
            ("gzip", &b"\x1f\x8b"[..], Err(LeftOut::Coding)),
            ("identity", b"x", Ok(())),
            ("Identity, br", b"x", Err(LeftOut::Coding)),
            // A response to HEAD.
            ("gzip", b"", Ok(())),
        ] {
            let mut headers = HeaderMap::from_iter([(CONTENT_ENCODING, coding.parse().unwrap())]);
            let body = Bytes::from_static(body);
            let read = readable(&mut headers, body, 100).map(drop);
            assert_eq!(read, expected, "{coding}");
        }
    }

    #[test]
    fn charsets() {
        let utf16: Vec<u8> = "{\"a\":1}"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let marked = [b"\xFF\xFE", utf16.as_slice()].concat();
        let even = [utf16.as_slice(), b" \0"].concat();
        for (content_type, body, expected) in [
            ("text/plain", &b"plain"[..], Ok(())),
            ("text/plain; charset=UTF-8", b"plain", Ok(())),
            ("text/plain; charset=\"utf-8\"; x=y", "é".as_bytes(), Ok(())),
            ("text/plain; charset=iso-8859-1", b"\xE9", Ok(())),
            (
                "text/plain; charset=utf-16",
                b"plain",
                Err(LeftOut::Charset),
            ),
            (
                "text/plain; x=y; charset = UTF-7",
                b"plain",
                Err(LeftOut::Charset),
            ),
            ("application/octet-stream", &marked, Err(LeftOut::Charset)),
            ("application/octet-stream", &even, Err(LeftOut::Charset)),
            ("application/json", b"\0\0\0{", Err(LeftOut::Charset)),
            ("application/octet-stream", b"\0\0\0\0", Ok(())),
            ("audio/mpeg", b"\xFF\xFEsound", Ok(())),
            ("application/octet-stream", b"\xFF\0bytes", Ok(())),
        ] {
            let body = Bytes::copy_from_slice(body);
            let read = readable(&mut headers(content_type), body, 100).map(drop);
            assert_eq!(read, expected, "{content_type}");
        }
    }
}
