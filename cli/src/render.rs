//! Declarations as text, laid out the way rustfmt does.

pub(crate) mod docs;
mod endpoint;
mod expr;
mod features;
mod files;
mod imports;
mod package;
mod pages;
mod structs;

use self::docs::Piece;
pub(crate) use self::imports::{sort_key, use_lines};
pub(crate) use self::package::package_name;
use crate::model::Declarations;
use crate::options::Options;

/// The files with their paths.
pub(crate) fn files(all: &Declarations, options: &Options) -> Vec<(String, String)> {
    match &options.package {
        Some(name) => package::files(all, name, options.examples),
        None => files::modules(all, options),
    }
}

/// How wide a line is.
const WIDTH: usize = 100;

/// How wide rustfmt lets the words of an attribute be on one line.
const ATTRIBUTE_WIDTH: usize = 70;

/// The most number signs around a raw literal.
const MOST_HASHES: usize = 8;

/// Lines of a file, each with its indentation.
#[derive(Debug, Default)]
struct Lines {
    text: String,
    depth: usize,
    /// Where links without a host lead.
    site: Option<String>,
}

impl Lines {
    /// Of a file of these declarations.
    fn of(all: &Declarations) -> Self {
        Self {
            site: all.site.clone(),
            ..Self::default()
        }
    }

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

    /// A whole doc comment: what is added to it later could belong to something that is open at its end.
    fn docs(&mut self, mark: &str, pieces: &[Piece<'_>]) {
        for line in docs::lines(pieces, self.site.as_deref()) {
            if line.is_empty() {
                self.line(mark);
            } else {
                self.line(&format!("{mark} {line}"));
            }
        }
    }

    /// `#[cfg(…)]` for any of the features.
    fn cfg(&mut self, features: &[&str]) {
        match features {
            [] => {}
            [only] => self.line(&format!("#[cfg(feature = \"{only}\")]")),
            all => {
                let all: Vec<String> = all
                    .iter()
                    .map(|one| format!("feature = \"{one}\""))
                    .collect();
                let line = all.join(", ");
                if line.chars().count() <= ATTRIBUTE_WIDTH {
                    return self.line(&format!("#[cfg(any({line}))]"));
                }
                self.line("#[cfg(any(");
                self.depth += 1;
                for (at, one) in all.iter().enumerate() {
                    let comma = if at + 1 < all.len() { "," } else { "" };
                    self.line(&format!("{one}{comma}"));
                }
                self.depth -= 1;
                self.line("))]");
            }
        }
    }

    fn notes(&mut self, notes: &[String]) {
        for note in notes {
            self.comment("note: ", note);
        }
    }

    /// A comment; further lines are indented, so that they are not read as separate comments.
    fn comment(&mut self, mark: &str, text: &str) {
        let mut mark = mark;
        for line in visible(text).lines().filter(|line| !line.trim().is_empty()) {
            self.line(&format!("// {mark}{}", line.trim().replace('\t', " ")));
            mark = "  ";
        }
    }
}

/// An example as the text of an attribute: quoted, or raw where that reads better.
fn example_text(example: &crate::model::Example, indent: &str, width: usize) -> String {
    use crate::model::Example;
    match example {
        Example::Plain(text) => literal(text),
        Example::Json(text) => literal(&crate::layout::laid_out(text, indent, width)),
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
    let behind_quotes = text.split('"').skip(1);
    let runs = behind_quotes.map(|rest| rest.len() - rest.trim_start_matches('#').len() + 1);
    let hashes = runs.max().unwrap_or_default();
    // Rust allows 255, but that is not readable.
    if hashes > MOST_HASHES {
        return quoted(text);
    }
    let hashes = "#".repeat(hashes);
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
    let text = text.replace("\r\n", "\n");
    text.chars()
        .map(|c| match c {
            // What some editors take for the end of a line is one.
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\u{b}' | '\u{c}' => ' ',
            c => c,
        })
        .filter(is_seen)
        .collect()
}

/// What turns the direction of a line, ends it for some readers alone, or is invisible: rustc and clippy reject most of it.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
