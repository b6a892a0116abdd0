//! Redacts values in JSON and keeps everything else unchanged: the order of the fields, white space, the digits of numbers.

use std::ops::Range;

use serde::de::IgnoredAny;

use super::without;
use crate::json_tokens::{Token, Tokens};

/// The text with each value redacted whose key is secret at its depth; the fields of the top level have depth 1. `None` if the text is not valid
/// JSON.
pub fn redacted(text: &str, is_secret: &mut dyn FnMut(usize, &str) -> bool) -> Option<String> {
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    Some(without(text, scanned(text, is_secret).ranges, "\"***\""))
}

/// Scans a text that is known to be valid JSON.
fn scanned(text: &str, is_secret: &mut dyn FnMut(usize, &str) -> bool) -> Scan {
    let mut scan = Scan::default();
    scan.read(text, is_secret);
    scan
}

/// The values of secret keys, as they are written. `None` if the text is not valid JSON.
pub fn values<'a>(
    text: &'a str,
    is_secret: &mut dyn FnMut(usize, &str) -> bool,
) -> Option<Vec<&'a str>> {
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    let ranges = scanned(text, is_secret).ranges.into_iter();
    Some(ranges.filter_map(|range| text.get(range)).collect())
}

/// Passes each string, number and literal that is a value to `take`. Does nothing if the text is not valid JSON.
pub fn each_value(text: &str, take: &mut dyn FnMut(&str)) {
    if serde_json::from_str::<IgnoredAny>(text).is_err() {
        return;
    }
    for (range, role) in scanned(text, &mut |_, _| false).scalars {
        if role != Role::Key {
            take(text.get(range).unwrap_or_default());
        }
    }
}

/// The text with its strings (including keys), numbers and literals replaced. `None` if it is not valid JSON.
pub fn changed(
    text: &str,
    is_secret: &dyn Fn(&str) -> bool,
    change: &dyn Fn(&str, Role) -> Option<String>,
) -> Option<String> {
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    let mut changed = String::with_capacity(text.len());
    let mut end = 0;
    for (range, role) in scanned(text, &mut |_, key| is_secret(key)).scalars {
        let scalar = text.get(range.clone()).unwrap_or_default();
        changed.push_str(text.get(end..range.start).unwrap_or_default());
        changed.push_str(&change(scalar, role).unwrap_or_else(|| scalar.to_owned()));
        end = range.end;
    }
    changed.push_str(text.get(end..).unwrap_or_default());
    Some(changed)
}

#[derive(Default)]
struct Scan {
    /// How many enclosing values are secret.
    hidden: usize,
    /// The ranges of the values of secret keys.
    ranges: Vec<Range<usize>>,
    scalars: Vec<(Range<usize>, Role)>,
}

/// An enclosing object or array.
struct Open {
    is_object: bool,
    /// Whether a key comes next (in an object).
    wants_key: bool,
    /// Whether the last key is a secret.
    hides: bool,
    /// The start of the value of a secret key, while it is read.
    secret: Option<usize>,
}

/// The role of a string, a number or a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Key,
    Value,
    /// A value of a secret key, or inside one.
    Secret,
}

impl Scan {
    /// Reads all of it. Open objects and arrays are kept in a list, not on the call stack, because the depth is not limited.
    fn read(&mut self, text: &str, is_secret: &mut dyn FnMut(usize, &str) -> bool) {
        let mut open: Vec<Open> = Vec::new();
        for (token, range) in Tokens::new(text.as_bytes()) {
            let end = range.end;
            match token {
                Token::Colon => continue,
                Token::Comma => {
                    if let Some(around) = open.last_mut() {
                        around.wants_key = around.is_object;
                    }
                    continue;
                }
                Token::OpenObject | Token::OpenArray => {
                    self.begin(&mut open, range.start);
                    let is_object = token == Token::OpenObject;
                    open.push(Open {
                        is_object,
                        wants_key: is_object,
                        hides: false,
                        secret: None,
                    });
                    continue;
                }
                Token::Close => drop(open.pop()),
                Token::String if open.last().is_some_and(|around| around.wants_key) => {
                    let key = text.get(range.clone()).unwrap_or_default();
                    let key: String = serde_json::from_str(key).unwrap_or_default();
                    let hides = is_secret(open.len(), &key);
                    if let Some(around) = open.last_mut() {
                        around.wants_key = false;
                        around.hides = hides;
                    }
                    self.scalars.push((range, Role::Key));
                    continue;
                }
                Token::String | Token::Word => {
                    self.begin(&mut open, range.start);
                    let role = if self.hidden > 0 {
                        Role::Secret
                    } else {
                        Role::Value
                    };
                    self.scalars.push((range, role));
                }
            }
            // A value ends here.
            if let Some(start) = open.last_mut().and_then(|around| around.secret.take()) {
                self.hidden -= 1;
                self.ranges.push(start..end);
            }
        }
    }

    /// A value begins, which may be the one of a secret key.
    fn begin(&mut self, open: &mut [Open], start: usize) {
        if let Some(around) = open.last_mut()
            && std::mem::take(&mut around.hides)
        {
            around.secret = Some(start);
            self.hidden += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_secret_keys() {
        let mut is_secret = |depth, key: &str| key == "p" || (depth == 1 && key == "top");
        for (text, expected) in [
            (
                r#"{"a":1,"p":"x","b":[1, 2]}"#,
                r#"{"a":1,"p":"***","b":[1, 2]}"#,
            ),
            (
                r#"{"p": {"a": [1, "}"]}, "b" : null}"#,
                r#"{"p": "***", "b" : null}"#,
            ),
            (
                r#"{"\u0070":"\"\\","b":-1.50e2}"#,
                r#"{"\u0070":"***","b":-1.50e2}"#,
            ),
            (
                r#"[{"p":true},{"a":{"p":1,"top":2}}]"#,
                r#"[{"p":"***"},{"a":{"p":"***","top":2}}]"#,
            ),
            (r#"{"top":3,"a":"***"}"#, r#"{"top":"***","a":"***"}"#),
            ("\"p\"", "\"p\""),
            ("{ }", "{ }"),
        ] {
            assert_eq!(redacted(text, &mut is_secret).unwrap(), expected, "{text}");
        }
        assert_eq!(redacted("{\"p\":", &mut is_secret), None);
    }

    /// A server may send this, and a recording redacts it.
    #[test]
    fn deep_nesting_is_read_without_recursion() {
        let (open, close) = ("[{\"a\":".repeat(100_000), "}]".repeat(100_000));
        let text = format!("{open}{{\"p\":{open}1{close}}}{close}");
        let redacted = redacted(&text, &mut |_, key| key == "p").unwrap();
        assert_eq!(redacted, format!("{open}{{\"p\":\"***\"}}{close}"));
    }
}
