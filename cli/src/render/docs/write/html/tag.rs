//! The tags of HTML, and the text between them: one pass, whatever stands there.

use pulldown_cmark::{Event, Parser};

/// The longest tag that is looked for.
const LONGEST: usize = 4096;

/// How many `<` that begin no tag are looked at before all of them are text.
const TRIES: usize = 64;

/// The longest entity.
const ENTITY: usize = 32;

/// A piece of HTML.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Tag(Tag<'a>),
}

#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// In small letters.
    pub(super) name: String,
    pub(super) is_closing: bool,
    /// As it stands in the text.
    pub(super) source: &'a str,
    attributes: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/');
            let (found, after) = rest.split_at(end.unwrap_or(rest.len()));
            let after = after.trim_start();
            let Some(value) = after.strip_prefix('=') else {
                if after.is_empty() {
                    return None;
                }
                rest = after;
                continue;
            };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| ['"', '\''].contains(c));
            let (value, after) = match quote {
                Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if found.eq_ignore_ascii_case(name) {
                return Some(decoded(value).trim().to_owned());
            }
            rest = after;
        }
    }
}

/// The tags of a text and what stands between them; comments and declarations are left out.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut tries = 0;
    let mut start = 0;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let begin = at + found;
        let rest = &html[begin..];
        let length = if tries < TRIES { length(rest) } else { None };
        let Some(length) = length else {
            tries += 1;
            at = begin + 1;
            continue;
        };
        if start < begin {
            pieces.push(Piece::Text(&html[start..begin]));
        }
        if let Some(tag) = tag(&rest[..length]) {
            pieces.push(Piece::Tag(tag));
        }
        start = begin + length;
        at = start;
    }
    if start < html.len() {
        pieces.push(Piece::Text(&html[start..]));
    }
    pieces
}

/// How long the tag, comment or declaration is that a text begins with.
fn length(rest: &str) -> Option<usize> {
    for (open, close) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if let Some(inside) = rest.strip_prefix(open) {
            return inside.find(close).map(|end| open.len() + end + close.len());
        }
    }
    let name = rest[1..].trim_start_matches('/');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
        return None;
    }
    let mut quote = None;
    let mut before = ' ';
    for (at, byte) in rest.bytes().enumerate().take(LONGEST).skip(1) {
        let letter = char::from(byte);
        match quote {
            Some(end) if end == letter => quote = None,
            // Only a value stands in quotes: `<it's>` has none.
            None if before == '=' && ['"', '\''].contains(&letter) => quote = Some(letter),
            None if letter == '>' => return Some(at + 1),
            None if letter == '<' => return None,
            _ => {}
        }
        if !letter.is_whitespace() {
            before = letter;
        }
    }
    None
}

fn tag(source: &str) -> Option<Tag<'_>> {
    let inside = source.strip_prefix('<')?.strip_suffix('>')?;
    let (inside, is_closing) = match inside.strip_prefix('/') {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = inside.find(|c: char| c.is_whitespace() || c == '/');
    let (name, attributes) = inside.split_at(end.unwrap_or(inside.len()));
    Some(Tag {
        name: name.to_ascii_lowercase(),
        is_closing,
        source,
        attributes,
    })
}

/// A text with what its entities stand for.
pub(super) fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(ENTITY).position(|byte| byte == b';');
        let length = end.map_or(1, |end| end + 1);
        let is_entity = rest[1..length]
            .trim_end_matches(';')
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '#');
        let (entity, after) = rest.split_at(if is_entity { length } else { 1 });
        if is_entity && length > 2 {
            // The parser knows them all. The letters keep it from taking what it finds for the start of a block.
            let marked = format!("x{entity}x");
            let texts = Parser::new(&marked).filter_map(|event| match event {
                Event::Text(text) => Some(text.into_string()),
                _ => None,
            });
            let text: String = texts.collect();
            let inside = text
                .strip_prefix('x')
                .and_then(|text| text.strip_suffix('x'));
            out.push_str(inside.unwrap_or(entity));
        } else {
            out.push_str(entity);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
