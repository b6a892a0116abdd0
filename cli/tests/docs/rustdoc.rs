//! Doc comments as rustdoc sees them.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use rustdoc_markdown::{CodeBlockKind, Event, Options, Parser, Tag};

/// What rustdoc shows Markdown with, except for the option that replaces marks by others.
fn shown() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// A doc comment of a file.
#[derive(Debug)]
pub(crate) struct Comment {
    /// Its lines, with the space that stands behind `///`.
    pub(crate) lines: Vec<String>,
    /// Whether it is of an arm of `#[endpoint]`, which the macro writes behind a status.
    pub(crate) is_arm: bool,
}

impl Comment {
    /// Its text without the indentation that all of its lines have.
    pub(crate) fn text(&self) -> String {
        let indent = |line: &String| line.len() - line.trim_start_matches(' ').len();
        let filled = self.lines.iter().filter(|line| !line.trim().is_empty());
        let least = filled.map(indent).min().unwrap_or_default();
        let lines = self.lines.iter();
        let lines: Vec<&str> = lines
            .map(|line| line.get(least..).unwrap_or_default())
            .collect();
        lines.join("\n")
    }

    /// All texts that rustdoc gets of it: as it stands, and as the macros hand it on.
    pub(crate) fn texts(&self) -> Vec<String> {
        let text = self.text();
        // An attribute macro turns the lines into attributes, which keep their space beside its own lines without one.
        let kept = self.lines.join("\n");
        let mut texts = vec![
            text.clone(),
            format!("{kept}\n\n# `GET /a`\n\n| status | response |\n|---|---|\n| 200 | `()` |\n"),
        ];
        if self.is_arm {
            texts.push(format!("Status 404: {}", text.trim()));
        }
        texts
    }
}

/// The doc comments of a file, in the arguments of attributes too.
pub(crate) fn comments(file: &str) -> Vec<Comment> {
    let tokens: TokenStream = file.parse().expect("the file is Rust");
    let mut comments = Vec::new();
    collect(tokens, false, &mut comments);
    comments
}

fn collect(tokens: TokenStream, in_arms: bool, comments: &mut Vec<Comment>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut lines = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let behind =
            matches!(&tokens[at], TokenTree::Punct(mark) if mark.as_char() == '#').then(|| {
                match &tokens.get(at + 1) {
                    Some(TokenTree::Punct(mark)) if mark.as_char() == '!' => at + 2,
                    _ => at + 1,
                }
            });
        if let Some(behind) = behind
            && let Some(TokenTree::Group(group)) = tokens.get(behind)
            && let Some(line) = doc(group.stream())
        {
            lines.push(line);
            at = behind + 1;
            continue;
        }
        flush(&mut lines, in_arms, comments);
        if let TokenTree::Group(group) = &tokens[at] {
            let is_endpoint = group.delimiter() == Delimiter::Bracket
                && matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "endpoint");
            collect(group.stream(), in_arms || is_endpoint, comments);
        }
        at += 1;
    }
    flush(&mut lines, in_arms, comments);
}

fn flush(lines: &mut Vec<String>, is_arm: bool, comments: &mut Vec<Comment>) {
    if !lines.is_empty() {
        let lines = std::mem::take(lines);
        comments.push(Comment { lines, is_arm });
    }
}

/// The text of `doc = "…"`.
fn doc(attr: TokenStream) -> Option<String> {
    let meta: syn::MetaNameValue = syn::parse2(attr).ok()?;
    match meta.value {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) if meta.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}

/// The blocks of code that rustdoc would compile: with the extensions that it shows the text with,
/// without any as some of its releases do, and with all that there are.
pub(crate) fn tests(markdown: &str) -> Vec<String> {
    let mut tests = Vec::new();
    for options in [Options::empty(), shown(), Options::all()] {
        let mut parser = Parser::new_ext(markdown, options);
        while let Some(event) = parser.next() {
            let Event::Start(Tag::CodeBlock(kind)) = event else {
                continue;
            };
            let is_test = match &kind {
                CodeBlockKind::Indented => true,
                CodeBlockKind::Fenced(info) => is_rust(info),
            };
            let code = parser
                .by_ref()
                .take_while(|event| matches!(event, Event::Text(_)));
            let code: Vec<_> = code.collect();
            if is_test {
                tests.push(format!("{kind:?}: {code:?}"));
            }
        }
    }
    tests
}

/// Whether rustdoc might take an info string for Rust (its `LangString::parse`): it does where it knows each word of it, and where
/// it does not understand it.
fn is_rust(info: &str) -> bool {
    let words: Vec<&str> = info.split([' ', ',', '\t']).collect();
    let is_plain = |word: &&str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    let is_known = |word: &&str| {
        let known = [
            "rust",
            "ignore",
            "should_panic",
            "no_run",
            "compile_fail",
            "test_harness",
            "standalone",
            "standalone_crate",
            "custom",
        ];
        known.contains(word)
            || word.starts_with("edition")
            || word.starts_with("ignore-")
            || (word.len() == 5 && word.starts_with('E'))
    };
    !words.first().is_some_and(is_plain) || words.iter().any(is_known)
}

/// The text that Markdown shows, as one release of the parser reads it. Of HTML it is what stands between the tags.
macro_rules! text {
    ($parser:ident, $markdown:expr) => {{
        use $parser::{Event, Options, Parser, Tag};
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        let mut shown = String::new();
        let mut html = String::new();
        for event in Parser::new_ext($markdown, options) {
            if let Event::Html(text) | Event::InlineHtml(text) = &event {
                html.push_str(text);
                continue;
            }
            shown.push_str(&without_tags(&std::mem::take(&mut html)));
            match event {
                Event::Text(text) | Event::Code(text) => shown.push_str(&text),
                Event::FootnoteReference(label) | Event::Start(Tag::FootnoteDefinition(label)) => {
                    let _ = write!(shown, " {label} ");
                }
                Event::SoftBreak | Event::HardBreak | Event::Start(_) | Event::End(_) => {
                    shown.push(' ');
                }
                _ => {}
            }
        }
        shown
    }};
}

/// What stands between tags, without entities.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        text.push(' ');
        rest = &rest[at..];
        let end = [
            ("<!--", "-->"),
            ("<![CDATA[", "]]>"),
            ("<?", "?>"),
            ("<", ">"),
            ("&", ";"),
        ];
        let end = end.iter().find_map(|(open, close)| {
            let inside = rest.strip_prefix(open)?;
            Some(inside.find(close).map(|end| open.len() + end + close.len()))
        });
        rest = &rest[end.flatten().unwrap_or(1)..];
    }
    text + rest
}

/// The words of a doc comment, as rustdoc shows them.
pub(crate) fn words(markdown: &str) -> Vec<String> {
    split(&text!(rustdoc_markdown, markdown))
}

/// The words of a description, as Markdown has it: the release in rustdoc takes what follows the box of a task for another block.
pub(crate) fn meant(markdown: &str) -> Vec<String> {
    split(&text!(pulldown_cmark, markdown))
}

fn split(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    // What Rust lets stand in no comment is left out.
    for letter in text
        .chars()
        .filter(|c| !['\0', '\u{fffd}', '\u{202e}'].contains(c))
    {
        // Words of the descriptions end in a number: those that touch are told apart.
        let is_next =
            !letter.is_alphanumeric() || (before.is_ascii_digit() && !letter.is_ascii_digit());
        if is_next {
            words.push(String::new());
        }
        if let (true, Some(word)) = (letter.is_alphanumeric(), words.last_mut()) {
            word.push(letter);
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The first word of a text that does not stand in another one behind those before it.
pub(crate) fn lost<'a>(text: &'a [String], shown: &[String]) -> Option<&'a String> {
    let mut shown = shown.iter();
    text.iter().find(|word| !shown.any(|other| other == *word))
}
