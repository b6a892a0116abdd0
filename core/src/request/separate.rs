//! Several values in one path segment, with text between them.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Whether the texts are found between values in one way only: as they are sent, and as a server decodes them.
pub(crate) fn is_unique(values: &str, between: &[&str]) -> bool {
    is_unique_as_written(values, between.iter().copied())
        && (!values.contains('%') && !between.iter().any(|text| text.contains('%')) || {
            let texts: Vec<_> = between.iter().map(|text| decoded(text)).collect();
            is_unique_as_written(&decoded(values), texts.iter().map(|text| &**text))
        })
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// Any way is between the one that takes each text as early as it can and the one that takes it as late: where these two are the same, it is the only
/// one.
fn is_unique_as_written<'a>(
    values: &str,
    between: impl DoubleEndedIterator<Item = &'a str> + Clone,
) -> bool {
    let mut start = 0;
    let mut first = Vec::new();
    for text in between.clone() {
        let Some(at) = values.get(start..).and_then(|rest| rest.find(text)) else {
            return false;
        };
        first.push(start + at);
        start += at + text.len();
    }
    let mut end = values.len();
    between
        .rev()
        .zip(first.into_iter().rev())
        .all(|(text, first)| {
            let last = values.get(..end).and_then(|rest| rest.rfind(text));
            end = last.unwrap_or_default();
            last == Some(first)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_way_or_several() {
        let cases: &[(&str, &[&str], bool)] = &[
            ("1,2", &[","], true),
            ("1,2,3", &[","], false),
            ("1,2,3", &[",", ","], true),
            ("1%2C2,3", &[","], false),
            ("1%252C2,3", &[","], true),
            ("a---b", &["--"], false),
            ("a--b", &["--"], true),
            ("a-b.c", &["-", "."], true),
            ("a.b-c.d", &["-", "."], true),
            ("a-b-c.d", &["-", "."], false),
            // A server that separates before it decodes sees the digit.
            ("%25x5y", &["5"], false),
            ("a%2Fb%2Fc", &["%2F"], false),
            ("a%2Fb", &["%2F"], true),
            ("ab", &[","], false),
        ];
        for (values, between, expected) in cases {
            assert_eq!(
                is_unique(values, between),
                *expected,
                "{values} {between:?}"
            );
        }
    }
}
