//! Links of a server: how they are written, and the `Link` header (RFC 8288).

use http::HeaderMap;
use http::header::LINK;
use percent_encoding::{CONTROLS, percent_encode};

/// The target of the first link with `rel="next"`.
#[must_use]
pub fn next(headers: &HeaderMap) -> Option<String> {
    headers.get_all(LINK).iter().find_map(|value| {
        // A title may be in any encoding and must not invalidate the links beside it. A target keeps its bytes.
        let value = encoded(value.as_bytes());
        links(&value)
            .find(|link| is_next(link.parameters))
            .map(|link| link.target.to_owned())
    })
}

/// A server's URL as ASCII. Other characters make it an IRI, which is percent-encoded as UTF-8 (RFC 3987, section 3.1); bytes that are not UTF-8 are
/// kept, too. `Uri` would keep neither. ASCII control characters stay, for `follow` to reject.
pub(crate) fn encoded(link: &[u8]) -> String {
    let mut encoded = String::with_capacity(link.len());
    for chunk in link.chunk_by(|one, other| one.is_ascii() == other.is_ascii()) {
        match std::str::from_utf8(chunk) {
            Ok(text) if text.is_ascii() => encoded.push_str(text),
            _ => encoded.extend(percent_encode(chunk, CONTROLS)),
        }
    }
    encoded
}

struct Link<'a> {
    target: &'a str,
    parameters: &'a str,
}

/// The links of one header line: `<target>; parameters, <target>; parameters`.
fn links(value: &str) -> impl Iterator<Item = Link<'_>> {
    let mut rest = value;
    std::iter::from_fn(move || {
        let (target, after) = rest.split_once('<')?.1.split_once('>')?;
        let end = outside_quotes(after, ',').unwrap_or(after.len());
        rest = after.get(end + 1..).unwrap_or("");
        Some(Link {
            target,
            parameters: &after[..end],
        })
    })
}

/// The position of a character outside quoted strings.
fn outside_quotes(text: &str, wanted: char) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    text.char_indices().find_map(|(i, c)| {
        let is_it = c == wanted && !quoted;
        match c {
            '"' if !escaped => quoted = !quoted,
            '\\' if quoted && !escaped => {
                escaped = true;
                return None;
            }
            _ => {}
        }
        escaped = false;
        is_it.then_some(i)
    })
}

/// `rel` is a list of words, quoted or not. A link with an `anchor` belongs to another resource (RFC 8288, section 3.2).
fn is_next(parameters: &str) -> bool {
    let mut rest = parameters;
    let mut is_next = None;
    while !rest.is_empty() {
        let end = outside_quotes(rest, ';').unwrap_or(rest.len());
        let (name, value) = rest[..end].split_once('=').unwrap_or((&rest[..end], ""));
        if name.trim().eq_ignore_ascii_case("rel") {
            let mut words = value.trim().trim_matches('"').split_ascii_whitespace();
            // The first `rel` counts (RFC 8288, section 3.3).
            is_next.get_or_insert_with(|| words.any(|word| word.eq_ignore_ascii_case("next")));
        } else if name.trim().eq_ignore_ascii_case("anchor") {
            return false;
        }
        rest = rest.get(end + 1..).unwrap_or("");
    }
    is_next.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_target_keeps_its_bytes() {
        let cases = [
            (&b"</caf\xE9?page=2>; rel=next"[..], "/caf%E9?page=2"),
            (b"</caf\xC3\xA9>;\trel=next", "/caf%C3%A9"),
            (b"</caf%C3%A9>; title=\"\xE9\"; rel=next", "/caf%C3%A9"),
        ];
        for (line, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.append(LINK, HeaderValue::from_bytes(line).unwrap());
            assert_eq!(next(&headers).as_deref(), Some(expected), "{expected}");
        }
    }

    #[test]
    fn the_next_link() {
        let cases = [
            (&["</a?page=2>; rel=\"next\""][..], Some("/a?page=2")),
            (
                &["<https://x.test/a?b=1,2>; rel=prev, <https://x.test/c>; rel=next"],
                Some("https://x.test/c"),
            ),
            (
                &["<a>; title=\"a, <b>; rel=next\"; rel=last, <c>; rel=\"start next\""],
                Some("c"),
            ),
            (&["<a>; rel=prev", "<b>; REL=NEXT"], Some("b")),
            (&["<a>; rel=prev; rel=next"], None),
            // The title is in UTF-8, as servers send it.
            (&["<a>; title=\"é\"; rel=next"], Some("a")),
            // The link of another resource (RFC 8288, section 3.2).
            (
                &["<a>; rel=next; anchor=\"/other\", <b>; rel=next"],
                Some("b"),
            ),
            (&["<a>; ANCHOR=#chapter; rel=next"], None),
            (&["<a>"], None),
            (&["garbage", "<"], None),
        ];
        for (lines, expected) in cases {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(LINK, HeaderValue::from_bytes(line.as_bytes()).unwrap());
            }
            assert_eq!(next(&headers).as_deref(), expected, "{lines:?}");
        }
    }
}
