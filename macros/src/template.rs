//! The language of templates: `/api/links/<id>/?<page>&sort=asc`.

use std::ops::Range;

use proc_macro2::Span;
use syn::LitStr;

use crate::diag::Errors;

/// A template that means something: its text and its pieces in their order.
pub(crate) struct Template {
    pub(crate) text: String,
    pub(crate) path: Vec<PathPiece>,
    pub(crate) query: Vec<QueryPiece>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum PathPiece {
    /// Text, with its slashes.
    Literal(String),
    /// `<id>`
    Param(Name),
    /// `<rest..>`
    Rest(Name),
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum QueryPiece {
    /// `api-version=2024-01-01`, or `archived`.
    Fixed(String),
    /// `<page>`, or `page=<page>`.
    Param { key: String, name: Name },
}

/// The name of a field in the template.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Name {}

impl Template {
    /// Every parameter in the order of the text.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Name> {
        let path = self.path.iter().filter_map(|piece| match piece {
            PathPiece::Param(name) | PathPiece::Rest(name) => Some(name),
            PathPiece::Literal(_) => None,
        });
        path.chain(self.query.iter().filter_map(|piece| match piece {
            QueryPiece::Param { name, .. } => Some(name),
            QueryPiece::Fixed(_) => None,
        }))
    }
}

/// Reads a template; `None` after any mistake in it.
pub(crate) fn parse(literal: &LitStr, errors: &Errors) -> Option<Template> {
    let text = literal.value();
    let reader = Reader {
        literal,
        text: &text,
        errors,
    };
    let found = Errors::new();
    let reader = Reader {
        errors: &found,
        ..reader
    };
    let template = reader.template();
    let mistakes = found.finish();
    let is_valid = mistakes.is_empty();
    for mistake in mistakes {
        errors.push(mistake);
    }
    is_valid.then_some(template)
}

struct Reader<'a> {
    literal: &'a LitStr,
    text: &'a str,
    errors: &'a Errors,
}

impl Reader<'_> {
    fn template(&self) -> Template {
        // In `<id?>` the mark belongs to the name.
        let mut marks = self.text.match_indices('?').map(|(at, _)| at);
        let query_start = marks
            .find(|at| !self.text[at + 1..].starts_with('>'))
            .unwrap_or(self.text.len());
        let mut template = Template {
            text: self.text.to_owned(),
            path: Vec::new(),
            query: Vec::new(),
        };
        if self.starts_well() {
            template.path = self.path(0..query_start);
            if query_start < self.text.len() {
                template.query = self.query(query_start + 1..self.text.len());
            }
        }
        let mut seen: Vec<&Name> = Vec::new();
        for name in template.names() {
            if seen.contains(&name) {
                self.errors.at_span(
                    name.span,
                    format!("parameter `<{}>` appears twice", name.text),
                );
            }
            seen.push(name);
        }
        template
    }

    /// What makes no sense as a whole gets one message, not one for each of its parts.
    fn starts_well(&self) -> bool {
        let text = self.text;
        if let Some((scheme, rest)) = text.split_once("://")
            && !scheme.contains(['/', '?'])
        {
            let path = rest.find('/').map_or("/", |slash| &rest[slash..]);
            self.whole(format!(
                "the template is a path; scheme and host belong to the client's base URL\nhelp: write \"{path}\""
            ));
        } else if text.is_empty() || text.starts_with('?') {
            self.whole(format!("the path is empty\nhelp: write \"/{text}\""));
        } else if !text.starts_with('/') {
            self.whole(format!(
                "the path must start with `/`\nhelp: write \"/{text}\""
            ));
        } else if let Some(fragment) = text.find('#') {
            let part = &text[fragment..];
            self.part(
                fragment..text.len(),
                format!("`{part}` is a fragment, which is never sent\nhelp: remove it"),
            );
        } else {
            return true;
        }
        false
    }

    fn path(&self, range: Range<usize>) -> Vec<PathPiece> {
        let mut pieces = Vec::new();
        let mut start = range.start;
        while start < range.end {
            // `start` is at a slash.
            let end = self.text[start + 1..range.end]
                .find('/')
                .map_or(range.end, |slash| start + 1 + slash);
            literal(&mut pieces, "/");
            if end == start + 1 && end < range.end {
                let help = format!("{}{}", &self.text[..end], &self.text[end + 1..]);
                self.part(
                    start..end + 1,
                    format!("empty path segment `//`\nhelp: write \"{help}\""),
                );
            }
            self.segment(start + 1..end, &mut pieces);
            start = end;
        }
        pieces
    }

    fn segment(&self, range: Range<usize>, pieces: &mut Vec<PathPiece>) {
        let segment = &self.text[range.clone()];
        if let Some(problem) = other_segment(segment) {
            return self.part(range, problem);
        }
        let mut names = 0;
        let mut at = range.start;
        while at < range.end {
            let rest = &self.text[at..range.end];
            if let Some(inside) = rest.strip_prefix('<') {
                let Some(length) = inside.find('>') else {
                    let help = parameter(first_word(inside));
                    return self.part(
                        at..range.end,
                        format!("unclosed path parameter `{rest}`\nhelp: {help}"),
                    );
                };
                let end = at + length + 2;
                names += 1;
                if names == 2 {
                    return self.part(
                        range,
                        format!(
                            "two parameters in one segment: `{segment}`\nnote: nothing says where the one ends and the other begins; \
                             make it one field that holds both"
                        ),
                    );
                }
                if let Some(name) = self.name(at..end) {
                    let is_whole = at == range.start && end == range.end;
                    pieces.push(match &inside[..length] {
                        rest if rest.ends_with("..") && !is_whole => {
                            return self.part(
                                range,
                                format!("a rest parameter is whole segments: `{segment}`\nhelp: put `<{rest}>` between slashes"),
                            );
                        }
                        rest if rest.ends_with("..") => PathPiece::Rest(name),
                        _ => PathPiece::Param(name),
                    });
                }
                at = end;
            } else {
                let end = rest.find('<').map_or(range.end, |open| at + open);
                self.characters(at..end, "path", "!$&'()*+,;=:@");
                literal(pieces, &self.text[at..end]);
                at = end;
            }
        }
    }

    fn query(&self, range: Range<usize>) -> Vec<QueryPiece> {
        let mut pieces = Vec::new();
        let mut start = range.start;
        for pair in self.text[range].split('&') {
            let range = start..start + pair.len();
            start = range.end + 1;
            if let Some(piece) = self.pair(range) {
                pieces.push(piece);
            }
        }
        pieces
    }

    fn pair(&self, range: Range<usize>) -> Option<QueryPiece> {
        let pair = &self.text[range.clone()];
        if pair.is_empty() {
            self.whole("empty query pair\nhelp: remove the `&` or `?` beside it");
            return None;
        }
        let (key, value) = pair.split_once('=').unwrap_or(("", pair));
        if let Some(help) = foreign_parameter(value) {
            self.part(
                range,
                format!("`{value}` is not a query parameter here\nhelp: write `{help}`"),
            );
            return None;
        }
        if !value.starts_with('<') {
            self.characters(range, "query", "!$'()*+,;=:@/?[]");
            return Some(QueryPiece::Fixed(
                pair.replace('[', "%5B").replace(']', "%5D"),
            ));
        }
        let start = range.end - value.len();
        if let Some(problem) = misplaced_brackets(value) {
            self.part(start..range.end, problem);
            return None;
        }
        if !key.is_empty() {
            self.characters(
                range.start..range.start + key.len(),
                "query",
                "!$'()*+,;:@/?[]",
            );
        }
        let name = self.name(start..range.end)?;
        let key = if key.is_empty() {
            let letter = |c: char| {
                if c.is_ascii() {
                    c.to_string()
                } else {
                    encoded(c)
                }
            };
            name.text.chars().map(letter).collect()
        } else {
            key.replace('[', "%5B").replace(']', "%5D")
        };
        Some(QueryPiece::Param { key, name })
    }

    /// The name between the angle brackets of `range`.
    fn name(&self, range: Range<usize>) -> Option<Name> {
        let written = &self.text[range.start + 1..range.end - 1];
        let text = written.strip_suffix("..").unwrap_or(written);
        let is_rest = |c| c == '.' || c == '*';
        let problem = if bare(written).is_empty() {
            format!("parameter without a name\nhelp: {}", parameter(""))
        } else if let Some((name, _)) = written.split_once(':') {
            format!(
                "`<{written}>` names a type, which stands in the struct\nhelp: {}",
                parameter(name)
            )
        } else if written.starts_with(is_rest) || text.ends_with(is_rest) {
            // What names nothing was answered above.
            let name = mended(bare(written)).unwrap_or_default();
            format!("`<{written}>` is not a rest parameter\nhelp: write `<{name}..>`")
        } else if !is_identifier(text) {
            format!(
                "`{text}` is not the name of a field\nhelp: {}",
                parameter(text)
            )
        } else {
            return Some(Name {
                text: text.to_owned(),
                span: self.span(range),
            });
        };
        self.part(range, problem);
        None
    }

    /// Literal text holds what RFC 3986 allows there; the first character that it does not is named.
    fn characters(&self, range: Range<usize>, place: &str, allowed: &str) {
        let text = &self.text[range.clone()];
        let characters = text.char_indices();
        for (i, c) in characters {
            let at = range.start + i;
            let is_encoded = c == '%'
                && text[i + 1..].len() >= 2
                && text.as_bytes()[i + 1..i + 3]
                    .iter()
                    .all(u8::is_ascii_hexdigit);
            if c.is_ascii_alphanumeric() || "-._~".contains(c) || allowed.contains(c) || is_encoded
            {
                continue;
            }
            let message = match c {
                '\\' => "a backslash in the path, which some servers take for `/`\nhelp: write `/`"
                    .to_owned(),
                '>' => "`>` without `<`\nhelp: write a parameter as `<name>`".to_owned(),
                '{' | '}' => format!("`{c}` in the {place}\nhelp: write a parameter as `<name>`"),
                '%' => "`%` that encodes nothing\nhelp: write `%25`".to_owned(),
                c => {
                    let encoded = encoded(c);
                    format!("{c:?} cannot stand in a {place}\nhelp: write `{encoded}`")
                }
            };
            return self.part(at..at + c.len_utf8(), message);
        }
    }

    fn whole(&self, message: impl std::fmt::Display) {
        self.errors.at(self.literal, message);
    }

    fn part(&self, range: Range<usize>, message: impl std::fmt::Display) {
        self.errors.at_span(self.span(range), message);
    }

    /// The place inside the literal where the compiler can tell; otherwise the literal, so every message names its part.
    fn span(&self, range: Range<usize>) -> Span {
        let token = self.literal.token();
        let is_plain = token.to_string() == format!("\"{}\"", self.text);
        let inside = range.start + 1..range.end + 1;
        is_plain
            .then(|| token.subspan(inside))
            .flatten()
            .unwrap_or_else(|| self.literal.span())
    }
}

/// What is wrong with a segment as a whole.
fn other_segment(segment: &str) -> Option<String> {
    if let Some(help) = foreign_parameter(segment) {
        return Some(format!(
            "`{segment}` is not a path parameter here\nhelp: write `{help}`"
        ));
    }
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "." | "..").then(|| {
        format!("a `{segment}` segment makes another path\nhelp: write the path that is meant")
    })
}

/// What is wrong with a query parameter, but for its name.
fn misplaced_brackets(value: &str) -> Option<String> {
    let Some(close) = value.find('>') else {
        let help = parameter(first_word(&value[1..]));
        return Some(format!("unclosed query parameter `{value}`\nhelp: {help}"));
    };
    let after = &value[close + 1..];
    if !after.is_empty() {
        return Some(format!(
            "`{after}` after a query parameter\nhelp: separate query pairs with `&`"
        ));
    }
    (value.ends_with("..>") && !bare(value).is_empty()).then(|| {
        let help = parameter(bare(value));
        format!("a rest parameter belongs in the path\nhelp: {help}")
    })
}

/// How to write a parameter that was meant to have this name.
fn parameter(name: &str) -> String {
    mended(bare(name)).map_or_else(
        || "write the name of a field: `<id>`".to_owned(),
        |name| format!("write `<{name}>`"),
    )
}

/// A name without what else people write in brackets: `<*rest>`, `<rest...>`, `< id >`.
fn bare(name: &str) -> &str {
    name.trim_matches(['<', '>', '.', '*', '?', ' '])
}

/// The letters at the beginning, where nothing says where a name was meant to end.
fn first_word(text: &str) -> &str {
    let is_other = |c: char| !c.is_alphanumeric() && c != '_';
    text.find(is_other).map_or(text, |end| &text[..end])
}

/// The name of a field that is most like this one.
fn mended(name: &str) -> Option<String> {
    let letters = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let name: String = name.chars().map(letters).collect();
    let candidates = [name.clone(), format!("_{name}"), format!("{name}_")];
    let is_named = name.contains(char::is_alphanumeric);
    let mut candidates = candidates.into_iter().filter(|name| is_identifier(name));
    candidates.next().filter(|_| is_named)
}

fn literal(pieces: &mut Vec<PathPiece>, text: &str) {
    match pieces.last_mut() {
        Some(PathPiece::Literal(last)) => last.push_str(text),
        _ => pieces.push(PathPiece::Literal(text.to_owned())),
    }
}

/// How other tools write a parameter, and what it is here: `{id}`, `{{id}}`, `:id`, `${id}`.
fn foreign_parameter(segment: &str) -> Option<String> {
    if let (Some(open), Some(close)) = (segment.find('{'), segment.rfind('}'))
        && open < close
    {
        let name = segment[open..close].trim_matches(['{', '}', ' ', '*']);
        let (before, after) = (segment[..open].trim_end_matches('$'), &segment[close + 1..]);
        return is_identifier(name).then(|| format!("{before}<{name}>{after}"));
    }
    let name = segment.strip_prefix(':')?;
    is_identifier(name).then(|| format!("<{name}>"))
}

/// The UTF-8 bytes of a character in percent-encoding.
fn encoded(c: char) -> String {
    c.to_string()
        .bytes()
        .fold(String::new(), |text, byte| format!("{text}%{byte:02X}"))
}

/// The words that cannot be raw identifiers either.
const UNRAW: [&str; 5] = ["_", "self", "Self", "super", "crate"];

fn is_identifier(text: &str) -> bool {
    let text = text.strip_prefix("r#").unwrap_or(text);
    // The compiler reports what it cannot split into tokens, so it is asked only for what might be one.
    let is_word = text.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_word
        && !UNRAW.contains(&text)
        && (syn::parse_str::<proc_macro2::Ident>(text).is_ok()
            || syn::parse_str::<proc_macro2::Ident>(&format!("r#{text}")).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Template, String> {
        let errors = Errors::new();
        let template = parse(&LitStr::new(text, Span::call_site()), &errors);
        let messages: Vec<_> = errors.finish().iter().map(ToString::to_string).collect();
        template.ok_or_else(|| messages.join("\n---\n"))
    }

    fn name(text: &str) -> Name {
        Name {
            text: text.to_owned(),
            span: Span::call_site(),
        }
    }

    #[test]
    fn paths() {
        let literal = |text: &str| PathPiece::Literal(text.to_owned());
        let param = |text| PathPiece::Param(name(text));
        let cases = [
            ("/", vec![literal("/")]),
            ("/api/links/", vec![literal("/api/links/")]),
            (
                "/api/links/<id>/",
                vec![literal("/api/links/"), param("id"), literal("/")],
            ),
            (
                "/<a>/<b>",
                vec![literal("/"), param("a"), literal("/"), param("b")],
            ),
            (
                "/<sid>.json",
                vec![literal("/"), param("sid"), literal(".json")],
            ),
            (
                "/pets/<id>:validate",
                vec![literal("/pets/"), param("id"), literal(":validate")],
            ),
            (
                "/v2/<name..>/tags",
                vec![
                    literal("/v2/"),
                    PathPiece::Rest(name("name")),
                    literal("/tags"),
                ],
            ),
            ("/a%20b/<type>", vec![literal("/a%20b/"), param("type")]),
        ];
        for (text, pieces) in cases {
            assert_eq!(
                read(text).map(|template| template.path).unwrap(),
                pieces,
                "{text}"
            );
        }
    }

    #[test]
    fn queries() {
        let fixed = |text: &str| QueryPiece::Fixed(text.to_owned());
        let param = |key: &str, text| QueryPiece::Param {
            key: key.to_owned(),
            name: name(text),
        };
        let cases = [
            (
                "/a?api-version=2024-01-01",
                vec![fixed("api-version=2024-01-01")],
            ),
            ("/a?archived", vec![fixed("archived")]),
            ("/a?to=https://x", vec![fixed("to=https://x")]),
            (
                "/a?<page>&<size>",
                vec![param("page", "page"), param("size", "size")],
            ),
            ("/a?x=1&p=<page>", vec![fixed("x=1"), param("p", "page")]),
            ("/a?filter[id]=<id>", vec![param("filter%5Bid%5D", "id")]),
            ("/a?<größe>", vec![param("gr%C3%B6%C3%9Fe", "größe")]),
        ];
        for (text, pieces) in cases {
            assert_eq!(
                read(text).map(|template| template.query).unwrap(),
                pieces,
                "{text}"
            );
        }
    }

    #[test]
    fn mistakes() {
        let cases = [
            ("", "the path is empty"),
            ("a/b", "must start with `/`"),
            ("https://x.test/a", "help: write \"/a\""),
            ("/a#b", "`#b` is a fragment"),
            ("/a//b", "empty path segment `//`\nhelp: write \"/a/b\""),
            ("//a", "empty path segment"),
            ("/a/../b", "a `..` segment"),
            ("/a/%2e%2E", "segment makes another path"),
            ("/{id}", "help: write `<id>`"),
            ("/x{id}.json", "help: write `x<id>.json`"),
            ("/{{id}}", "help: write `<id>`"),
            ("/${id}", "help: write `<id>`"),
            ("/:id", "help: write `<id>`"),
            ("/<id", "unclosed path parameter `<id`\nhelp: write `<id>`"),
            ("/id>", "`>` without `<`"),
            ("/<>", "parameter without a name"),
            ("/<a-b>", "help: write `<a_b>`"),
            ("/<id:u64>", "help: write `<id>`"),
            ("/<..rest>", "help: write `<rest..>`"),
            ("/<a><b>", "two parameters in one segment"),
            ("/x<rest..>", "a rest parameter is whole segments"),
            ("/a b", "' ' cannot stand in a path\nhelp: write `%20`"),
            ("/é", "help: write `%C3%A9`"),
            ("/a\\b", "a backslash"),
            ("/100%", "help: write `%25`"),
            ("/<id>/<id>", "appears twice"),
            ("/<id>?<id>", "appears twice"),
            ("/a?", "empty query pair"),
            ("/a?x&&y", "empty query pair"),
            ("/a?<x", "unclosed query parameter"),
            ("/a?<x><y>", "separate query pairs with `&`"),
            ("/a?{x}", "help: write `<x>`"),
            ("/a?<x..>", "belongs in the path\nhelp: write `<x>`"),
            ("/<...>", "help: write the name of a field: `<id>`"),
            ("/<*>", "help: write the name of a field: `<id>`"),
            ("/< >", "help: write the name of a field: `<id>`"),
            ("/<_>", "help: write the name of a field: `<id>`"),
            ("/<", "help: write the name of a field: `<id>`"),
            ("/<:u64>", "help: write the name of a field: `<id>`"),
            ("/a?<", "help: write the name of a field: `<id>`"),
            ("/a?<..>", "help: write the name of a field: `<id>`"),
            ("/<**rest>", "help: write `<rest..>`"),
            ("/<rest...>", "help: write `<rest..>`"),
            ("/<1st>", "help: write `<_1st>`"),
            ("/<self>", "help: write `<_self>`"),
            ("/<id?>", "help: write `<id>`"),
            ("/a?<page..", "help: write `<page>`"),
        ];
        for (text, message) in cases {
            let error = read(text).map(|_| ()).unwrap_err();
            assert!(error.contains(message), "{text}: {error}");
            assert!(
                !error.contains("---"),
                "one mistake, one error: {text}: {error}"
            );
        }
    }
}
