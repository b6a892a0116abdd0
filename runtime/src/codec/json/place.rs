//! Which value of a JSON text stands at an offset. It works on the text alone, so it is compiled once for all types.

use std::ops::Range;

/// One step of a path into a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The item of an array.
    Item(usize),
    /// The member of an object: where its key stands in the text, with its quotation marks.
    Member(Range<usize>),
}

/// The path to the value at `at`: the one that ends there, or else the one that begins there. Where only a key ends there, it is the object that
/// has the key; where nothing does, what is open there. The text must be valid JSON.
pub(super) fn path_at(text: &[u8], at: usize) -> Vec<Step> {
    let mut scan = Scan {
        open: Vec::new(),
        next: 0,
    };
    while scan.next < text.len() {
        if let Some(path) = scan.token(text, at) {
            return path;
        }
    }
    scan.path(scan.open.len())
}

struct Scan {
    /// The objects and arrays around the next token.
    open: Vec<Open>,
    /// Where the next token begins.
    next: usize,
}

struct Open {
    is_object: bool,
    /// Whether a key comes next, in an object.
    wants_key: bool,
    step: Step,
}

impl Scan {
    /// Reads one token, and gives the path where it is the one that is looked for.
    fn token(&mut self, text: &[u8], at: usize) -> Option<Vec<Step>> {
        let start = self.next;
        match text[start] {
            b' ' | b'\t' | b'\n' | b'\r' | b':' => self.next += 1,
            b',' => {
                self.next += 1;
                if let Some(open) = self.open.last_mut() {
                    open.wants_key = open.is_object;
                    if let Step::Item(index) = &mut open.step {
                        *index += 1;
                    }
                }
            }
            b'}' | b']' => {
                self.next += 1;
                self.open.pop();
                return (self.next == at).then(|| self.path(self.open.len()));
            }
            _ if start == at => return Some(self.path(self.open.len())),
            bracket @ (b'{' | b'[') => {
                self.next += 1;
                self.open.push(Open {
                    is_object: bracket == b'{',
                    wants_key: bracket == b'{',
                    step: Step::Item(0),
                });
            }
            b'"' => {
                self.next = end_of_string(text, start);
                return self.string(start..self.next, at);
            }
            _ => {
                let rest = &text[start..];
                let length = rest.iter().position(|byte| b" \t\n\r,]}".contains(byte));
                self.next = start + length.unwrap_or(rest.len());
                return (self.next == at).then(|| self.path(self.open.len()));
            }
        }
        None
    }

    fn string(&mut self, range: Range<usize>, at: usize) -> Option<Vec<Step>> {
        let is_here = range.end == at;
        let depth = self.open.len();
        if let Some(open) = self.open.last_mut()
            && open.wants_key
        {
            open.wants_key = false;
            open.step = Step::Member(range);
            return is_here.then(|| self.path(depth - 1));
        }
        is_here.then(|| self.path(depth))
    }

    fn path(&self, depth: usize) -> Vec<Step> {
        let open = self.open.iter().take(depth);
        open.map(|open| open.step.clone()).collect()
    }
}

fn end_of_string(text: &[u8], start: usize) -> usize {
    let mut next = start + 1;
    while let Some(byte) = text.get(next) {
        match byte {
            b'"' => return next + 1,
            b'\\' => next += 2,
            _ => next += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_found_at_its_end_and_at_its_beginning() {
        let text = r#"{"a": [1, {"b\"}": "x]", "c": null}], "d": {}}"#;
        let cases = [
            ("1", "a[0]"),
            (r#""x]""#, r#"a[1]b\"}"#),
            ("null", "a[1]c"),
            (r#"{"b\"}": "x]", "c": null}"#, "a[1]"),
            (r#"[1, {"b\"}": "x]", "c": null}]"#, "a"),
            ("{}", "d"),
            (text, ""),
        ];
        for (value, expected) in cases {
            let start = text.find(value).unwrap();
            for at in [start, start + value.len()] {
                let shown: String = path_at(text.as_bytes(), at)
                    .into_iter()
                    .map(|step| match step {
                        Step::Item(index) => format!("[{index}]"),
                        Step::Member(key) => text[key].trim_matches('"').to_owned(),
                    })
                    .collect();
                assert_eq!(shown, expected, "{value} at {at}");
            }
        }
    }

    #[test]
    fn a_key_is_about_its_object() {
        let text = br#"{"a": {"b": 1}}"#;
        let key = text.iter().position(|&byte| byte == b'b').unwrap() + 2;
        assert_eq!(path_at(text, key), [Step::Member(1..4)]);
    }

    #[test]
    fn what_is_no_json_ends_too() {
        for text in ["", "\"", "\"\\", "}]", "[[[", "{\"a", ",,:", "nul"] {
            for at in 0..=text.len() + 1 {
                path_at(text.as_bytes(), at);
            }
        }
    }
}
