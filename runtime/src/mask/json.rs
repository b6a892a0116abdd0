//! JSON with the mask in place of values, everything else as it is: the order of the fields, the spaces, the digits of numbers.

use std::ops::Range;

use serde::de::IgnoredAny;

use super::without;

/// The text with the mask in place of each value whose key, at its depth, is a secret; the outermost fields have the depth 1. `None` where it
/// is no JSON.
pub(crate) fn masked(text: &str, is_secret: &mut dyn FnMut(usize, &str) -> bool) -> Option<String> {
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    Some(without(text, scanned(text, is_secret).ranges, "\"***\""))
}

/// Reads a text that is known to be JSON.
fn scanned<'a>(text: &'a str, is_secret: &mut dyn FnMut(usize, &str) -> bool) -> Scan<'a> {
    let mut scan = Scan {
        text: text.as_bytes(),
        at: 0,
        hidden: 0,
        ranges: Vec::new(),
        scalars: Vec::new(),
    };
    scan.read(is_secret);
    scan
}

/// The values of secret keys, as they are written. `None` where the text is no JSON.
pub(crate) fn values<'a>(
    text: &'a str,
    is_secret: &mut dyn FnMut(usize, &str) -> bool,
) -> Option<Vec<&'a str>> {
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    let ranges = scanned(text, is_secret).ranges.into_iter();
    Some(ranges.filter_map(|range| text.get(range)).collect())
}

/// Hands over each string, number and word that is a value. A text that is no JSON has none.
pub(crate) fn each_value(text: &str, take: &mut dyn FnMut(&str)) {
    if serde_json::from_str::<IgnoredAny>(text).is_err() {
        return;
    }
    for (range, role) in scanned(text, &mut |_, _| false).scalars {
        if role != Role::Key {
            take(text.get(range).unwrap_or_default());
        }
    }
}

/// The text with others in place of its strings, keys among them, its numbers and words. `None` where it is no JSON.
pub(crate) fn changed(
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

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
    /// How many secret values are around.
    hidden: usize,
    /// Where the values of secret keys stand.
    ranges: Vec<Range<usize>>,
    scalars: Vec<(Range<usize>, Role)>,
}

/// An object or a list around what is read.
struct Open {
    is_object: bool,
    /// Whether a key comes next, in an object.
    wants_key: bool,
    /// Where the value of a secret key begins, while it is read.
    secret: Option<usize>,
}

/// What a string, a number or a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Key,
    Value,
    /// A value of a secret key, or inside of one.
    Secret,
}

impl Scan<'_> {
    fn peek(&mut self) -> u8 {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.text.get(self.at) {
            self.at += 1;
        }
        self.text.get(self.at).copied().unwrap_or_default()
    }

    /// Reads it all. What is open is kept in a list and not on the stack: nobody bounds the depth of what is passed over.
    fn read(&mut self, is_secret: &mut dyn FnMut(usize, &str) -> bool) {
        let mut open: Vec<Open> = Vec::new();
        loop {
            match self.peek() {
                0 if self.at >= self.text.len() => return,
                bracket @ (b'{' | b'[') => {
                    self.at += 1;
                    open.push(Open {
                        is_object: bracket == b'{',
                        wants_key: bracket == b'{',
                        secret: None,
                    });
                    continue;
                }
                b':' => {
                    self.at += 1;
                    continue;
                }
                b',' => {
                    self.at += 1;
                    if let Some(around) = open.last_mut() {
                        around.wants_key = around.is_object;
                    }
                    continue;
                }
                b'}' | b']' => {
                    self.at += 1;
                    open.pop();
                }
                b'"' if open.last().is_some_and(|around| around.wants_key) => {
                    self.key(&mut open, is_secret);
                    continue;
                }
                b'"' => drop(self.string(self.role())),
                _ => self.word(),
            }
            // A value has ended here.
            if let Some(start) = open.last_mut().and_then(|around| around.secret.take()) {
                self.hidden -= 1;
                self.ranges.push(start..self.at);
            }
        }
    }

    fn key(&mut self, open: &mut [Open], is_secret: &mut dyn FnMut(usize, &str) -> bool) {
        let key = self.string(Role::Key);
        let hides = is_secret(open.len(), &key);
        self.peek();
        // The colon.
        self.at += 1;
        self.peek();
        if let Some(around) = open.last_mut() {
            around.wants_key = false;
            if hides {
                around.secret = Some(self.at);
                self.hidden += 1;
            }
        }
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) {
        let start = self.at;
        let is_end = |byte: &u8| b",]} \t\r\n".contains(byte);
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(is_end).unwrap_or(rest.len());
        self.scalars.push((start..self.at, self.role()));
    }

    fn role(&self) -> Role {
        if self.hidden > 0 {
            Role::Secret
        } else {
            Role::Value
        }
    }

    fn string(&mut self, role: Role) -> String {
        self.peek();
        let start = self.at;
        self.at += 1;
        while let Some(&byte) = self.text.get(self.at) {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        self.scalars.push((start..self.at, role));
        let string = self.text.get(start..self.at).unwrap_or_default();
        serde_json::from_slice(string).unwrap_or_default()
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
            assert_eq!(masked(text, &mut is_secret).unwrap(), expected, "{text}");
        }
        assert_eq!(masked("{\"p\":", &mut is_secret), None);
    }

    /// A server may send it, and a recording masks it.
    #[test]
    fn however_deep_it_is() {
        let (open, close) = ("[{\"a\":".repeat(100_000), "}]".repeat(100_000));
        let text = format!("{open}{{\"p\":{open}1{close}}}{close}");
        let masked = masked(&text, &mut |_, key| key == "p").unwrap();
        assert_eq!(masked, format!("{open}{{\"p\":\"***\"}}{close}"));
    }
}
