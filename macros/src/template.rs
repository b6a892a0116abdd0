//! The language of templates: `/api/links/<id>/?<page>&sort=asc`.

#[cfg(test)]
mod tests;

use std::ops::Range;

use proc_macro2::Span;
use syn::LitStr;

use crate::diag::Errors;

/// A valid template: its text and its pieces in order.
pub(crate) struct Template {
    pub(crate) text: String,
    pub(crate) path: Vec<PathPiece>,
    pub(crate) query: Vec<QueryPiece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PathPiece {
    /// Text, with its slashes.
    Literal(String),
    /// `<id>`
    Param(Name),
    /// `<rest..>`
    Rest(Name),
    /// After the last of several parameters in a segment: `<lat>,<lon>`, the text before the first, and the texts between them.
    Several {
        parameters: String,
        before: String,
        between: Vec<String>,
    },
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
    /// `<id: Display>`
    pub(crate) by_display: bool,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.by_display == other.by_display
    }
}

impl Eq for Name {}

impl Template {
    /// Every parameter in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Name> {
        let path = self.path.iter().filter_map(|piece| match piece {
            PathPiece::Param(name) | PathPiece::Rest(name) => Some(name),
            PathPiece::Literal(_) | PathPiece::Several { .. } => None,
        });
        path.chain(self.query.iter().filter_map(|piece| match piece {
            QueryPiece::Param { name, .. } => Some(name),
            QueryPiece::Fixed(_) => None,
        }))
    }
}

/// Parses a template; `None` after any mistake in it.
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
        // In `<id?>` the question mark belongs to the name.
        let mut marks = self.text.match_indices('?').map(|(at, _)| at);
        let query_start = marks
            .find(|at| !self.text[at + 1..].starts_with('>'))
            .unwrap_or(self.text.len());
        let mut template = Template {
            text: without_display(self.text),
            path: Vec::new(),
            query: Vec::new(),
        };
        if self.starts_well() {
            template.path = self.path(0..query_start);
            if query_start < self.text.len() {
                template.query = self.query(query_start + 1..self.text.len());
            }
        }
        let mut seen: Vec<&str> = Vec::new();
        for name in template.names() {
            if seen.contains(&name.text.as_str()) {
                self.errors.at_span(
                    name.span,
                    format!("parameter `<{}>` appears twice", name.text),
                );
            }
            seen.push(&name.text);
        }
        template
    }

    /// A template that is wrong as a whole gets one message, not one for each part.
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
        } else if let Some(fragment) = fragment(text) {
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
        let several = several(segment);
        let mut names = segment.matches('<').count();
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
                names -= 1;
                if self.text[end..range.end].starts_with('<') {
                    return self.part(
                        range,
                        format!(
                            "two parameters without text between them: `{segment}`\nhelp: write one parameter that holds both, \
                             because nothing marks where the first ends"
                        ),
                    );
                }
                if let Some(name) = self.name(at..end) {
                    let is_whole = at == range.start && end == range.end;
                    pieces.push(match by_display(&inside[..length]).0 {
                        rest if rest.ends_with("..") && !is_whole => {
                            return self.part(
                                range,
                                format!("a rest parameter must be a whole segment: `{segment}`\nhelp: put `<{rest}>` between slashes"),
                            );
                        }
                        rest if rest.ends_with("..") => PathPiece::Rest(name),
                        _ => PathPiece::Param(name),
                    });
                }
                pieces.extend(several.clone().filter(|_| names == 0));
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
            self.whole("empty query pair\nhelp: remove the `&` or `?` next to it");
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
        let (written, by_display) = by_display(&self.text[range.start + 1..range.end - 1]);
        let text = written.strip_suffix("..").unwrap_or(written);
        let is_rest = |c| c == '.' || c == '*';
        let problem = if bare(written).is_empty() {
            format!("parameter without a name\nhelp: {}", parameter(""))
        } else if let Some((name, ty)) = written.split_once(':')
            && ty.trim().eq_ignore_ascii_case("Display")
        {
            format!(
                "`<{written}>`: the word is `Display`\nhelp: write `<{}: Display>`",
                name.trim()
            )
        } else if let Some((name, _)) = written.split_once(':') {
            format!(
                "`<{written}>` names a type, which belongs in the struct\nhelp: {}",
                parameter(name)
            )
        } else if written.starts_with(is_rest) || text.ends_with(is_rest) {
            // An empty name is handled above.
            let name = recovered(bare(written)).unwrap_or_default();
            format!("`<{written}>` is not a rest parameter\nhelp: write `<{name}..>`")
        } else if let Some(name) = text.strip_prefix("r#") {
            let rest = if text == written { "" } else { ".." };
            format!("`r#` is not part of a name here\nhelp: write `<{name}{rest}>`")
        } else if !is_identifier(text) {
            format!(
                "`{text}` is not the name of a field\nhelp: {}",
                parameter(text)
            )
        } else {
            return Some(Name {
                text: text.to_owned(),
                span: self.span(range),
                by_display,
            });
        };
        self.part(range, problem);
        None
    }

    /// Reports the first character of literal text that RFC 3986 does not allow there.
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
                '%' => "`%` without two hex digits\nhelp: write `%25`".to_owned(),
                c => {
                    let encoded = encoded(c);
                    format!("{c:?} is not allowed in a {place}\nhelp: write `{encoded}`")
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

    /// The span inside the literal if the compiler supports it; otherwise the whole literal, so every message also names its part.
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

/// Where a fragment begins; the `#` of `<r#type>` begins none.
fn fragment(text: &str) -> Option<usize> {
    let mut marks = text.match_indices('#').map(|(at, _)| at);
    marks.find(|&at| !text[..at].ends_with("<r"))
}

/// What a segment with several parameters has around them.
fn several(segment: &str) -> Option<PathPiece> {
    let (before, rest) = segment.split_once('<')?;
    let (parameters, _) = rest.rsplit_once('>')?;
    let between: Vec<_> = parameters
        .split('>')
        .skip(1)
        .map(|text| text.split('<').next().unwrap_or_default().to_owned())
        .collect();
    (!between.is_empty()).then(|| PathPiece::Several {
        parameters: without_display(&format!("<{parameters}>")),
        before: before.to_owned(),
        between,
    })
}

/// The mistake in a segment as a whole.
fn other_segment(segment: &str) -> Option<String> {
    if let Some(help) = foreign_parameter(segment) {
        return Some(format!(
            "`{segment}` is not a path parameter here\nhelp: write `{help}`"
        ));
    }
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "." | "..")
        .then(|| format!("a `{segment}` segment changes the path\nhelp: write the resulting path"))
}

/// The mistake in a query parameter, apart from its name.
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
    let (name, _) = by_display(&value[1..close]);
    (name.ends_with("..") && !bare(name).is_empty()).then(|| {
        let help = parameter(bare(name));
        format!("a rest parameter belongs in the path\nhelp: {help}")
    })
}

/// A name without the word that says how its value is sent: `id` of `id: Display`.
fn by_display(written: &str) -> (&str, bool) {
    match written.split_once(':') {
        Some((name, word)) if word.trim() == "Display" => (name.trim_end(), true),
        _ => (written, false),
    }
}

/// The template as it is documented: how a value is sent is about the struct.
fn without_display(text: &str) -> String {
    let pieces = text.split_inclusive('>').map(|piece| {
        match piece
            .strip_suffix('>')
            .and_then(|piece| piece.rsplit_once('<'))
        {
            Some((before, written)) => format!("{before}<{}>", by_display(written).0),
            None => piece.to_owned(),
        }
    });
    pieces.collect()
}

/// How to write a parameter that probably has this name.
fn parameter(name: &str) -> String {
    recovered(bare(name)).map_or_else(
        || "write the name of a field: `<id>`".to_owned(),
        |name| format!("write `<{name}>`"),
    )
}

/// A name without decoration in the brackets: `<*rest>`, `<rest...>`, `< id >`.
fn bare(name: &str) -> &str {
    name.trim_matches(['<', '>', '.', '*', '?', ' '])
}

/// The first word, if nothing marks where a name ends.
fn first_word(text: &str) -> &str {
    let is_other = |c: char| !c.is_alphanumeric() && c != '_';
    text.find(is_other).map_or(text, |end| &text[..end])
}

/// The valid field name closest to this text.
fn recovered(name: &str) -> Option<String> {
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

/// Translates the parameter syntax of other tools: `{id}`, `{{id}}`, `:id`, `${id}`.
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
    // The compiler itself reports text that it cannot tokenize, so only plausible identifiers are parsed.
    let is_word = text.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_word
        && !UNRAW.contains(&text)
        && (syn::parse_str::<proc_macro2::Ident>(text).is_ok()
            || syn::parse_str::<proc_macro2::Ident>(&format!("r#{text}")).is_ok())
}
