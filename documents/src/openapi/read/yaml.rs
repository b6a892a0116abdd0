//! YAML as a value. The schema is the core schema of YAML 1.2: `on`, `no` and dates are text.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, Span, Tag};

use crate::error::DocumentError;
use crate::value::{Object, Value};

/// How deep a document may nest, as `serde_json` has it for JSON.
pub(super) const MAX_DEPTH: usize = 128;

/// How much may be copied for aliases, in nodes: a small text can otherwise mean more than memory holds.
const MAX_COPIED: usize = 2_000_000;

/// A document as a value, and what was noticed while it was read.
pub(super) struct Text {
    pub(super) value: Value,
    pub(super) notes: Vec<String>,
}

/// Reads the first document of a stream.
pub(super) fn read(text: &str) -> Result<Text, DocumentError> {
    // Keys can be as long as in JSON.
    let options = granit_parser::options! {
        simple_key_max_lookahead: 65_536,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder::default();
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| {
            let marker = error.marker();
            // The parser reads ahead, so its limit can come before ours.
            let message = match error.info().as_str() {
                "recursion limit exceeded" => too_deep(),
                info => format!("invalid YAML: {info}"),
            };
            DocumentError::at(marker.line(), marker.col() + 1, message)
        })?;
        if matches!(event, Event::DocumentEnd) {
            break;
        }
        builder.event(event, &span).map_err(|message| {
            DocumentError::at(span.start.line(), span.start.col() + 1, message)
        })?;
    }
    Ok(Text {
        value: builder.root.unwrap_or_default(),
        notes: builder.notes,
    })
}

#[derive(Default)]
struct Builder {
    /// Collections that are not complete.
    open: Vec<Open>,
    anchors: HashMap<usize, Anchored>,
    copied: usize,
    root: Option<Value>,
    notes: Vec<String>,
}

/// A value under an anchor.
struct Anchored {
    value: Value,
    size: usize,
    depth: usize,
}

struct Open {
    collection: Collection,
    anchor: usize,
    /// How deep what it holds nests.
    depth: usize,
    /// How many nodes it has.
    size: usize,
}

enum Collection {
    Sequence(Vec<Value>),
    Mapping {
        object: Object,
        key: Option<Key>,
        /// What `<<` adds: names that the mapping does not have itself.
        merged: Vec<Value>,
    },
}

enum Key {
    Name(String),
    Merge,
}

/// A value that is complete.
struct Complete {
    value: Value,
    size: usize,
    depth: usize,
    /// Whether it is text without quotes and tag, and what it says.
    plain: Option<String>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: &Span) -> Result<(), String> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_plain = style == ScalarStyle::Plain;
                let value = scalar(&text, is_plain, tag.as_deref());
                let complete = Complete {
                    size: 1 + text.len() / 32,
                    depth: 0,
                    plain: Some(text.into_owned()),
                    value,
                };
                self.anchor(anchor, &complete)?;
                self.add(complete, span)
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open(Collection::Sequence(Vec::new()), anchor)
            }
            Event::MappingStart(_, anchor, _) => {
                let mapping = Collection::Mapping {
                    object: Object::default(),
                    key: None,
                    merged: Vec::new(),
                };
                self.open(mapping, anchor)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else {
                    return Ok(());
                };
                let complete = Complete {
                    size: open.size,
                    depth: open.depth + 1,
                    plain: None,
                    value: match open.collection {
                        Collection::Sequence(items) => items.into(),
                        Collection::Mapping { object, merged, .. } => merge(object, merged).into(),
                    },
                };
                self.anchor(open.anchor, &complete)?;
                self.add(complete, span)
            }
            Event::Alias(anchor) => {
                let Some(anchored) = self.anchors.get(&anchor) else {
                    return Err("the alias is inside of what it stands for".to_owned());
                };
                let complete = Complete {
                    size: anchored.size,
                    depth: anchored.depth,
                    plain: anchored.value.as_str().map(str::to_owned),
                    value: copied(&mut self.copied, anchored.size, &anchored.value)?,
                };
                self.add(complete, span)
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, collection: Collection, anchor: usize) -> Result<(), String> {
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep());
        }
        self.open.push(Open {
            collection,
            anchor,
            depth: 0,
            size: 1,
        });
        Ok(())
    }

    fn anchor(&mut self, anchor: usize, complete: &Complete) -> Result<(), String> {
        if anchor > 0 {
            let anchored = Anchored {
                value: copied(&mut self.copied, complete.size, &complete.value)?,
                size: complete.size,
                depth: complete.depth,
            };
            self.anchors.insert(anchor, anchored);
        }
        Ok(())
    }

    /// Adds a value to the collection that is open.
    fn add(&mut self, complete: Complete, span: &Span) -> Result<(), String> {
        if self.open.len() + complete.depth > MAX_DEPTH {
            return Err(too_deep());
        }
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(complete.value);
            return Ok(());
        };
        open.size += complete.size;
        open.depth = open.depth.max(complete.depth);
        match &mut open.collection {
            Collection::Sequence(items) => items.push(complete.value),
            Collection::Mapping {
                object,
                key,
                merged,
            } => match key.take() {
                None => {
                    *key = Some(match complete.plain {
                        Some(text) if text == "<<" => Key::Merge,
                        Some(text) => Key::Name(text),
                        None => Key::Name(complete.value.to_string()),
                    });
                }
                Some(Key::Merge) => merged.push(complete.value),
                Some(Key::Name(name)) => {
                    if object.get(&name).is_some() {
                        let shown: String = name.chars().take(80).collect();
                        self.notes.push(format!(
                            "line {}: the name `{shown}` occurs twice; the last one counts",
                            span.start.line()
                        ));
                    }
                    object.insert(name, complete.value);
                }
            },
        }
        Ok(())
    }
}

fn too_deep() -> String {
    format!("the document nests deeper than {MAX_DEPTH} levels")
}

fn copied(total: &mut usize, size: usize, value: &Value) -> Result<Value, String> {
    *total += size;
    if *total > MAX_COPIED {
        return Err("the aliases stand for too much: more than 2,000,000 values".to_owned());
    }
    Ok(value.clone())
}

/// A mapping with what `<<` adds.
fn merge(mut object: Object, merged: Vec<Value>) -> Object {
    for value in merged {
        let sources = match value {
            Value::Array(items) => items,
            value => vec![value],
        };
        for source in sources {
            let Value::Object(source) = source else {
                continue;
            };
            for (name, value) in source {
                if object.get(&name).is_none() {
                    object.insert(name, value);
                }
            }
        }
    }
    object
}

fn scalar(text: &str, is_plain: bool, tag: Option<&Tag>) -> Value {
    let is_text = match tag {
        None => !is_plain,
        // `!` alone means text as well.
        Some(tag) => match tag.core_suffix() {
            Some("null" | "bool" | "int" | "float") => false,
            Some(_) => true,
            None => !is_plain || tag.original() == "!",
        },
    };
    if is_text { text.into() } else { plain(text) }
}

/// What text without quotes means.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => true.into(),
        "false" | "False" | "FALSE" => false.into(),
        _ => number(text).unwrap_or_else(|| text.into()),
    }
}

/// A number. One with zeros in front is text: as a number it would lose them.
fn number(text: &str) -> Option<Value> {
    let based = |digits: &str, base| i64::from_str_radix(digits, base).ok().map(Value::from);
    if let Some(digits) = text.strip_prefix("0x") {
        return based(digits, 16).filter(|_| !digits.starts_with(['-', '+']));
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return based(digits, 8).filter(|_| !digits.starts_with(['-', '+']));
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = exponent.map(|text| text.strip_prefix(['-', '+']).unwrap_or(text));
    if whole.len() + fraction.map_or(0, str::len) == 0
        || !is_digits(whole)
        || !fraction.is_none_or(is_digits)
        || !exponent.is_none_or(|digits| !digits.is_empty() && is_digits(digits))
        || whole.len() > 1 && whole.starts_with('0')
    {
        return None;
    }
    let text = text.strip_prefix('+').unwrap_or(text);
    if fraction.is_none() && exponent.is_none() {
        let integer = text.parse::<i64>().map(Value::from);
        let integer = integer.or_else(|_| text.parse::<u64>().map(Value::from));
        if let Ok(integer) = integer {
            return Some(integer);
        }
    }
    // What is beyond an `f64` is as near to it as can be.
    let number = text.parse::<f64>().ok()?;
    Some(number.clamp(f64::MIN, f64::MAX).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        let cases = [
            ("a: 1\nb: [x, 'y', \"z\"]", r#"{"a":1,"b":["x","y","z"]}"#),
            // Keys are what is written.
            (
                "200: a\n2020-01-01: b\non: c\nnull: d\n1.10: e\n'404': f",
                r#"{"200":"a","2020-01-01":"b","on":"c","null":"d","1.10":"e","404":"f"}"#,
            ),
            // Text that YAML 1.1 takes for something else.
            (
                "[no, yes, on, off, y, n, NO, 2020-01-01, 2020-01-01T10:00:00Z, 12:30:45, 1_000]",
                r#"["no","yes","on","off","y","n","NO","2020-01-01","2020-01-01T10:00:00Z","12:30:45","1_000"]"#,
            ),
            (
                "[0, -5, +5, 007, 0x1F, 0o17, 1.5, .5, 1., 1e3, -2E-2, 18446744073709551615]",
                "[0,-5,5,\"007\",31,15,1.5,0.5,1.0,1000.0,-0.02,18446744073709551615]",
            ),
            // What no JSON number is.
            (
                "[.nan, .inf, -.inf, 1e999, 0x, '-', '']",
                r#"[".nan",".inf","-.inf",1.7976931348623157e+308,"0x","-",""]"#,
            ),
            (
                "[~, null, Null, true, FALSE, ]",
                "[null,null,null,true,false]",
            ),
            (
                "[!!str 12, !!int '12', ! 12, !own 12, !!str]",
                r#"["12",12,"12",12,""]"#,
            ),
            (
                "a: &x {b: 1, c: 2}\nd: *x\ne:\n  <<: *x\n  c: 3",
                r#"{"a":{"b":1,"c":2},"d":{"b":1,"c":2},"e":{"c":3,"b":1}}"#,
            ),
            (
                "a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc: {<<: [*a, *b], '<<': 1}",
                r#"{"a":{"x":1},"b":{"x":2,"y":3},"c":{"x":1,"y":3}}"#,
            ),
            ("? [1, 2]\n: x", r#"{"[1,2]":"x"}"#),
            (
                "a: |\n  one\n  two\nb: >-\n  one\n  two",
                "{\"a\":\"one\\ntwo\\n\",\"b\":\"one two\"}",
            ),
            ("", "null"),
            ("# only a comment", "null"),
            ("--- \na: 1\n---\na: 2", r#"{"a":1}"#),
        ];
        for (text, expected) in cases {
            let read = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(read.value.to_string(), expected, "{text}");
            assert!(read.notes.is_empty(), "{text}");
        }
    }

    #[test]
    fn duplicate_names_are_noted() {
        let read = read("a: 1\nb: 2\na: 3").unwrap();
        assert_eq!(read.value.to_string(), r#"{"a":3,"b":2}"#);
        assert_eq!(
            read.notes,
            ["line 3: the name `a` occurs twice; the last one counts"]
        );
    }

    #[test]
    fn mistakes_have_a_line_and_a_column() {
        let nested = "[".repeat(10_000);
        let lines = (0..10_000).map(|depth| " ".repeat(depth) + "a:\n");
        let block: String = lines.collect();
        let laughs = "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n\
            d: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e]\n\
            g: &g [*f,*f,*f,*f,*f,*f,*f,*f]\nh: [*g,*g,*g,*g,*g,*g,*g,*g]";
        let cases = [
            ("a: [1", (1, 4)),
            ("a: 1\nb: *x", (2, 4)),
            ("a: &a [*a]", (1, 8)),
            (&nested, (1, 129)),
            (&block, (129, 129)),
            (laughs, (7, 20)),
        ];
        for (text, place) in cases {
            let error = read(text).err().expect("an error");
            let shown: String = text.chars().take(40).collect();
            assert_eq!(error.line_and_column(), Some(place), "{shown}: {error}");
        }
    }
}
