//! `-F`: the parts of a multipart form, read by the rules of curl's own parser.

use crate::description::{Parameter, Part};

/// What the `-F` of a command say.
#[derive(Debug, Default)]
pub(super) struct Form {
    pub(super) parts: Vec<Part>,
    /// How many nested multiparts are open.
    depth: usize,
}

impl Form {
    /// `--form-string name=value`: the value is text, whatever it begins with.
    pub(super) fn string(&mut self, field: &str, notes: &mut Vec<String>) {
        match field.split_once('=') {
            Some((name, value)) => self.push(text(name, value), notes),
            None => notes.push(no_equals("form-string", field)),
        }
    }

    /// `name=value`, `name=@file,file`, `name=<file`, each with `;type=…;filename=…`.
    pub(super) fn field(&mut self, field: &str, notes: &mut Vec<String>) {
        let Some((name, value)) = field.split_once('=') else {
            notes.push(no_equals("form", field));
            return;
        };
        if value.starts_with('(') {
            self.depth += 1;
            notes.push(format!("`-F '{field}'` nests a multipart; it is left out"));
        } else if name.is_empty() && value == ")" {
            self.depth = self.depth.saturating_sub(1);
        } else if let Some(files) = value.strip_prefix('@') {
            self.files(name, files, notes);
        } else if let Some(file) = value.strip_prefix('<') {
            let (said, _) = Said::read(file, None, notes);
            let value = format!("<the text of {}>", said.content);
            let part = said.part(name, &value);
            self.push(part, notes);
        } else {
            let (said, _) = Said::read(value, None, notes);
            let files = said.file_name.clone().map(|name| vec![name]);
            let part = Part {
                files,
                ..said.part(name, &said.content)
            };
            self.push(part, notes);
        }
    }

    fn files(&mut self, name: &str, files: &str, notes: &mut Vec<String>) {
        let mut rest = Some(files);
        while let Some(text) = rest {
            let (said, next) = Said::read(text, Some(','), notes);
            let file = said.file_name.as_ref().unwrap_or(&said.content);
            let part = Part {
                files: Some(vec![file.clone()]),
                ..said.part(name, "")
            };
            self.push(part, notes);
            rest = next;
        }
    }

    fn push(&mut self, part: Part, notes: &mut Vec<String>) {
        if self.depth > 0 {
            return;
        }
        if part.parameter.name.is_empty() {
            notes.push("a part of the form has no name; it is left out".to_owned());
        } else {
            self.parts.push(part);
        }
    }
}

fn text(name: &str, value: &str) -> Part {
    Part {
        parameter: Parameter::new(name).example(value),
        ..Part::default()
    }
}

fn no_equals(option: &str, field: &str) -> String {
    format!("`--{option} '{field}'` has no `=`; it is left out")
}

/// A content and its settings.
#[derive(Debug, Default)]
struct Said {
    content: String,
    media_type: Option<String>,
    file_name: Option<String>,
    headers: Vec<Parameter>,
}

impl Said {
    /// Reads `content;setting=…`, up to the character that ends it; what follows that character is returned too.
    fn read<'a>(
        text: &'a str,
        end: Option<char>,
        notes: &mut Vec<String>,
    ) -> (Self, Option<&'a str>) {
        let mut reader = Reader {
            rest: text.trim_start(),
            end,
        };
        let mut said = Self {
            content: reader.word(),
            ..Self::default()
        };
        // Whether the last setting was the type: a media type has parameters behind semicolons too.
        let mut in_type = false;
        while let Some(rest) = reader.rest.strip_prefix(';') {
            reader.rest = rest.trim_start();
            if !in_type && reader.takes("type=") {
                said.media_type = Some(reader.raw().trim().to_owned());
                in_type = true;
            } else if reader.takes("filename=") {
                said.file_name = Some(reader.word());
                in_type = false;
            } else if reader.takes("headers=") {
                said.header(&reader.word(), notes);
                in_type = false;
            } else if reader.takes("encoder=") {
                let encoder = reader.word();
                notes.push(format!("the part is sent as it is, not in `{encoder}`"));
                in_type = false;
            } else if let Some(media_type) = said.media_type.as_mut().filter(|_| in_type) {
                media_type.push(';');
                media_type.push_str(reader.raw().trim_end());
            } else {
                let unknown = reader.word();
                if !unknown.is_empty() {
                    notes.push(format!("curl leaves out `;{unknown}`, because the value of the form is not in quotes"));
                }
            }
        }
        let next = end.and_then(|end| reader.rest.strip_prefix(end));
        (said, next)
    }

    fn header(&mut self, line: &str, notes: &mut Vec<String>) {
        match line.split_once(':') {
            _ if line.starts_with(['@', '<']) => {
                notes.push("headers in a file are not read".to_owned());
            }
            Some((name, value)) => self
                .headers
                .push(Parameter::new(name.trim()).example(value.trim())),
            None => notes.push(format!("`headers={line}` has no `:`; it is left out")),
        }
    }

    fn part(&self, name: &str, value: &str) -> Part {
        Part {
            media_type: self.media_type.clone().filter(|media| !media.is_empty()),
            headers: self.headers.clone(),
            ..text(name, value)
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    end: Option<char>,
}

impl<'a> Reader<'a> {
    /// Skips a keyword, in whatever case.
    fn takes(&mut self, keyword: &str) -> bool {
        let Some((start, rest)) = self.rest.split_at_checked(keyword.len()) else {
            return false;
        };
        let is_there = start.eq_ignore_ascii_case(keyword);
        if is_there {
            self.rest = rest.trim_start();
        }
        is_there
    }

    /// The text up to the next semicolon, as it is.
    fn raw(&mut self) -> &'a str {
        let is_end = |c: char| c == ';' || Some(c) == self.end;
        let length = self.rest.find(is_end).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(length);
        self.rest = rest;
        text
    }

    /// A word, in quotes or up to the next semicolon. In quotes a backslash escapes a quote and a backslash, nothing else.
    fn word(&mut self) -> String {
        if let Some(inside) = self.rest.strip_prefix('"') {
            let mut word = String::new();
            let mut letters = inside.chars();
            while let Some(letter) = letters.next() {
                match letter {
                    '"' => {
                        self.rest = letters.as_str();
                        self.raw();
                        return word;
                    }
                    '\\' if letters.as_str().starts_with(['\\', '"']) => {
                        word.extend(letters.next());
                    }
                    letter => word.push(letter),
                }
            }
            // Without a second quote, the first is part of the text.
        }
        self.raw().trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `name=value`, then `@file`, `(type)` and `[header]` where there are any.
    fn shown(part: &Part) -> String {
        let value = part.parameter.value().unwrap_or_default();
        let mut shown = format!("{}={value}", part.parameter.name);
        for file in part.files.iter().flatten() {
            shown.extend(["@", file]);
        }
        if let Some(media_type) = &part.media_type {
            shown.extend(["(", media_type, ")"]);
        }
        for header in &part.headers {
            let value = header.value().unwrap_or_default();
            shown.extend(["[", &header.name, ": ", value, "]"]);
        }
        shown
    }

    #[test]
    fn fields() {
        let cases: [(&str, &[&str]); 26] = [
            (r#"a="\"b\"""#, &["a=\"b\""]),
            (r#"c="x;y""#, &["c=x;y"]),
            (r#"f=@"a;b,c.txt""#, &["f=@a;b,c.txt"]),
            (
                "n=hi;type=text/plain;charset=utf-8",
                &["n=hi(text/plain;charset=utf-8)"],
            ),
            (
                "n=hi; type=text/plain ; charset=utf-8 ;filename=x",
                &["n=hi@x(text/plain;charset=utf-8)"],
            ),
            (r#"h="a\b\\c"d"#, &[r"h=a\b\c"]),
            (r"g=a\b", &[r"g=a\b"]),
            (r#"q="open"#, &["q=\"open"]),
            ("e=a;b", &["e=a"]),
            ("x= =y ", &["x==y"]),
            ("x= @y", &["x=@y"]),
            (r#"x="@y""#, &["x=@y"]),
            ("x=", &["x="]),
            ("v=;type=text/x", &["v=(text/x)"]),
            (r#"w="a" ; TYPE=text/x"#, &["w=a(text/x)"]),
            ("f=@a,b", &["f=@a", "f=@b"]),
            ("f=@a;type=a/b,b;type=c/d", &["f=@a(a/b)", "f=@b(c/d)"]),
            (
                r#"f=@a;filename="q\"r.txt";type=image/png"#,
                &["f=@q\"r.txt(image/png)"],
            ),
            ("f=@a;filename=b", &["f=@b"]),
            ("f=<a;type=text/x", &["f=<the text of a>(text/x)"]),
            ("f=a,b", &["f=a,b"]),
            (r#"f=@a;headers="X-A: b";type=c/d"#, &["f=@a(c/d)[X-A: b]"]),
            ("f=@a;encoder=base64", &["f=@a"]),
            ("=a", &[]),
            ("=(;type=multipart/mixed", &[]),
            ("none", &[]),
        ];
        for (field, expected) in cases {
            let mut form = Form::default();
            form.field(field, &mut Vec::new());
            let parts: Vec<String> = form.parts.iter().map(shown).collect();
            assert_eq!(parts, expected, "{field}");
        }
    }

    #[test]
    fn strings() {
        for (field, expected) in [
            ("a=@b;type=c", "a=@b;type=c"),
            ("a=\"b\"", "a=\"b\""),
            ("a= <b=c", "a= <b=c"),
        ] {
            let mut form = Form::default();
            form.string(field, &mut Vec::new());
            assert_eq!(shown(&form.parts[0]), expected, "{field}");
        }
    }
}
