//! Declarations as text, laid out the way rustfmt does.

pub(crate) mod docs;
mod endpoint;
mod expr;
mod files;
mod imports;
mod structs;

pub(crate) use self::files::files;
pub(crate) use self::imports::use_lines;

/// How wide a line is.
const WIDTH: usize = 100;

/// Lines of a file, each with its indentation.
#[derive(Debug, Default)]
struct Lines {
    text: String,
    depth: usize,
}

impl Lines {
    fn line(&mut self, line: &str) {
        if !line.is_empty() {
            for _ in 0..self.depth {
                self.text.push_str("    ");
            }
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn indent(&self) -> String {
        "    ".repeat(self.depth)
    }

    fn columns(&self) -> usize {
        self.depth * 4
    }

    fn docs(&mut self, mark: &str, text: &str) {
        for line in docs::lines(&visible(text)) {
            if line.is_empty() {
                self.line(mark);
            } else {
                self.line(&format!("{mark} {line}"));
            }
        }
    }

    fn notes(&mut self, notes: &[String]) {
        for note in notes {
            self.comment("note: ", note);
        }
    }

    /// A comment; what would end it begins another line of it.
    fn comment(&mut self, mark: &str, text: &str) {
        let mut mark = mark;
        for line in visible(text).lines().filter(|line| !line.trim().is_empty()) {
            self.line(&format!("// {mark}{}", line.trim()));
            mark = "";
        }
    }
}

/// An example as the text of an attribute: quoted, or raw where that reads better.
fn example_text(example: &crate::model::Example, indent: &str, width: usize) -> String {
    use crate::model::Example;
    match example {
        Example::Plain(text) => literal(text),
        Example::Json(text) => literal(&crate::json::laid_out(text, indent, width)),
    }
}

/// A string literal: raw where it holds quotes.
fn literal(text: &str) -> String {
    let is_plain = text
        .chars()
        .all(|c| c == '\n' || !(c.is_control() || is_invisible(c)));
    if !is_plain || !(text.contains('"') || text.contains('\n') || text.contains('\\')) {
        return quoted(text);
    }
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

/// A literal in quotes, on one line.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // What would turn the direction of the line or not be seen.
            letter if letter.is_control() || is_invisible(letter) => {
                out.extend(letter.escape_unicode());
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A text for a comment: without what turns the direction of a line, and without control characters but line breaks.
fn visible(text: &str) -> String {
    let is_seen = |c: &char| ['\n', '\t'].contains(c) || !(c.is_control() || is_invisible(*c));
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(is_seen).collect()
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
