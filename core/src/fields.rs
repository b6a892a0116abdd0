//! Header fields with more than one line (RFC 9110, section 5.3). Whether the first line counts or all of them is decided here, not where a field is
//! read.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName, HeaderValue};

/// The value of a single-valued field (RFC 9110, section 5.3). `None` if its lines differ, because an intermediary may have used another one.
pub fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a HeaderValue> {
    let mut lines = headers.get_all(name).iter();
    let first = lines.next()?;
    lines.all(|line| line == first).then_some(first)
}

/// The value of a field: its lines, joined by commas if they differ (RFC 9110, section 5.3). Cookies cannot be joined; the first one is used.
pub(crate) fn combined<'a>(headers: &'a HeaderMap, name: &'static str) -> Option<Cow<'a, [u8]>> {
    let lines = headers.get_all(name);
    let first = lines.iter().next()?;
    if name.eq_ignore_ascii_case("set-cookie") || lines.iter().all(|line| line == first) {
        return Some(first.as_bytes().into());
    }
    let lines: Vec<_> = lines.iter().map(HeaderValue::as_bytes).collect();
    Some(lines.join(&b", "[..]).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_field() {
        let cases: &[(&[&str], Option<&str>, Option<&str>)] = &[
            (&[], None, None),
            (&["a"], Some("a"), Some("a")),
            (&["a", "a"], Some("a"), Some("a")),
            (&["a", "b"], None, Some("a, b")),
            (&["a", ""], None, Some("a, ")),
            (&["a", "b", "a"], None, Some("a, b, a")),
        ];
        let name = HeaderName::from_static("x-a");
        for (lines, one, all) in cases {
            let mut headers = HeaderMap::new();
            for line in *lines {
                headers.append(&name, HeaderValue::from_static(line));
            }
            let expected = one.map(HeaderValue::from_static);
            assert_eq!(only(&headers, &name), expected.as_ref(), "{lines:?}");
            let expected = all.map(|all| Cow::from(all.as_bytes()));
            assert_eq!(combined(&headers, "x-a"), expected, "{lines:?}");
        }
    }

    #[test]
    fn cookies_are_not_joined() {
        let mut headers = HeaderMap::new();
        for cookie in ["a=1; expires=Mon, 23 Nov 2026 10:00:00 GMT", "b=2"] {
            headers.append(http::header::SET_COOKIE, HeaderValue::from_static(cookie));
        }
        let first = combined(&headers, "Set-Cookie").unwrap();
        assert!(first.starts_with(b"a=1;") && !first.ends_with(b"b=2"));
    }
}
