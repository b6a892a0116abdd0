//! Descriptions as doc comments: Markdown stays Markdown and HTML becomes it, but nothing is run as a test or taken for a link to an item.
//!
//! rustdoc compiles and runs every block of code that it takes for Rust. So a description is not copied: it is read with the parser
//! that rustdoc uses too, and written anew. What was written is read again; if it is not what was meant, its text stands in one fence.

mod inline;
mod words;
mod write;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use self::inline::{Place, code_span};
use self::write::fenced;
use super::visible;

/// A piece of a doc comment.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Piece<'a> {
    /// A description: Markdown of any form.
    Page(&'a str),
    /// A name: one line, with Markdown inside the line alone.
    Line(&'a str),
    /// What something is, and an example of it as code.
    Example { of: &'a str, text: &'a str },
}

/// What rustdoc reads of Markdown, except for the marks that it replaces by others.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Languages that a block of code keeps: what rustdoc does not know is no test, and it is to know none of these.
const LANGUAGES: [&str; 34] = [
    "bash",
    "c",
    "cpp",
    "cs",
    "csharp",
    "css",
    "csv",
    "curl",
    "diff",
    "go",
    "graphql",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "kotlin",
    "markdown",
    "php",
    "powershell",
    "python",
    "ruby",
    "sh",
    "shell",
    "sql",
    "swift",
    "text",
    "toml",
    "typescript",
    "xml",
    "yaml",
    "yml",
];

/// How far to the right a line may begin behind spaces, quotes and lists, which is how deep they nest: the parser takes its time
/// for each of them at each line.
const WIDEST: usize = 400;

/// Lines of Markdown, and the text that they are to show.
#[derive(Debug, Default)]
struct Written {
    lines: Vec<String>,
    said: String,
}

/// The lines of a doc comment, with an empty line between the pieces. Links without a host lead to a site, or nowhere.
pub(crate) fn lines(pieces: &[Piece<'_>], site: Option<&str>) -> Vec<String> {
    let written = pieces.iter().map(|piece| piece.written(site));
    let written: Vec<Written> = written.collect();
    let lines = joined(written.iter().map(|written| written.lines.as_slice()));
    let said: String = written
        .iter()
        .map(|written| written.said.as_str())
        .collect();
    // Each piece was checked alone; together they say the same, or something leaks from one into the next.
    if shows(&lines.join("\n"), &said) {
        return lines;
    }
    let texts: Vec<Vec<String>> = pieces.iter().map(Piece::as_code).collect();
    joined(texts.iter().map(Vec::as_slice))
}

fn joined<'a>(pieces: impl Iterator<Item = &'a [String]>) -> Vec<String> {
    let mut lines = Vec::new();
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend_from_slice(piece);
    }
    lines
}

impl Piece<'_> {
    fn written(&self, site: Option<&str>) -> Written {
        for with_styles in [true, false] {
            let written = match self {
                Self::Page(text) if is_deep(text) => break,
                Self::Page(text) => write::page(visible(text).trim(), with_styles, site),
                Self::Line(text) => write::line(&visible(text), with_styles),
                Self::Example { of, text } => {
                    let mut written = write::line(&visible(of), with_styles);
                    let text = visible(text);
                    let code = code_span(text.trim(), Place::Text);
                    let line = written.lines.concat() + ": " + &code + ".";
                    written.lines = vec![line];
                    written.said.extend([":", &text, "."]);
                    written
                }
            };
            if shows(&written.lines.join("\n"), &written.said) {
                return written;
            }
        }
        let lines = self.as_code();
        Written {
            said: said(&lines.join("\n")).unwrap_or_default(),
            lines,
        }
    }

    /// Its text as it stands, as code that is no Rust.
    fn as_code(&self) -> Vec<String> {
        let on_one_line = |text: &str| match visible(text).trim() {
            "" => Vec::new(),
            text => vec![code_span(text, Place::Text)],
        };
        match self {
            Self::Page(text) => match visible(text).trim() {
                "" => Vec::new(),
                text => fenced(&text.replace('\t', "    "), "text"),
            },
            Self::Line(text) => on_one_line(text),
            Self::Example { of, text } => on_one_line(&format!("{of}: {text}")),
        }
    }
}

/// Whether Markdown shows a text, whatever the space in it, and has nothing that is run, followed or taken for HTML.
fn shows(markdown: &str, text: &str) -> bool {
    let is_space = |c: &char| !c.is_whitespace();
    let shown = said(markdown);
    shown.is_some_and(|shown| {
        shown
            .chars()
            .filter(is_space)
            .eq(text.chars().filter(is_space))
    })
}

/// The text that Markdown of ours shows; `None` where something in it is not ours.
fn said(markdown: &str) -> Option<String> {
    // Some releases of rustdoc look for tests without any extension, and show the text with some.
    let has_code_of_ours = Parser::new(markdown).all(|event| match event {
        Event::Start(Tag::CodeBlock(kind)) => is_ours(&kind),
        _ => true,
    });
    let mut said = String::new();
    for event in Parser::new_ext(markdown, OPTIONS) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) if !is_ours(&kind) => return None,
            Event::Html(_) | Event::InlineHtml(_) => return None,
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !words::is_address(&dest_url) =>
            {
                return None;
            }
            Event::Text(text) | Event::Code(text) => said.push_str(&text),
            _ => {}
        }
    }
    has_code_of_ours.then_some(said)
}

fn is_ours(kind: &CodeBlockKind<'_>) -> bool {
    matches!(kind, CodeBlockKind::Fenced(language) if LANGUAGES.contains(&&**language))
}

/// The language of a block of code where it is a known one, and `text` for all others.
fn language(info: &str) -> &'static str {
    let word: String = info
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let word = word.to_ascii_lowercase();
    let known = LANGUAGES.iter().find(|language| **language == word);
    known.copied().unwrap_or("text")
}

/// Whether quotes and lists nest deeper than anybody can read.
fn is_deep(text: &str) -> bool {
    text.lines().any(|line| {
        let mut width = 0;
        let mut rest = line;
        while width <= WIDEST {
            let before = rest.len();
            if let Some(after) = rest.strip_prefix([' ', '>']) {
                width += if rest.starts_with('>') { 2 } else { 1 };
                rest = after;
            } else if let Some(after) = rest.strip_prefix('\t') {
                width += 4;
                rest = after;
            } else {
                let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
                let is_numbered = number.len() < rest.len();
                let mark = if is_numbered {
                    number.strip_prefix(['.', ')'])
                } else {
                    rest.strip_prefix(['-', '+', '*'])
                };
                if let Some(after) = mark.filter(|after| after.starts_with([' ', '\t'])) {
                    width += 1;
                    rest = after;
                }
            }
            if rest.len() == before {
                return false;
            }
        }
        true
    })
}

#[cfg(test)]
mod tests;
