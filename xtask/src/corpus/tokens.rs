//! The tokens of attributes.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::Attribute;

/// The tokens of `#[name(…)]`.
pub(crate) fn list(attr: &Attribute, name: &str) -> Option<TokenStream> {
    let list = attr.meta.require_list().ok()?;
    list.path.is_ident(name).then(|| list.tokens.clone())
}

/// What stands between the commas, without the attributes of each.
pub(crate) fn parts(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let mut tokens = tokens.into_iter().peekable();
    let mut angles = 0_usize;
    let mut was_dash = false;
    while let Some(token) = tokens.next() {
        if is(&token, '#')
            && matches!(tokens.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket)
        {
            tokens.next();
            continue;
        }
        if is(&token, '<') {
            angles += 1;
        } else if is(&token, '>') && !was_dash {
            angles = angles.saturating_sub(1);
        }
        was_dash = is(&token, '=') || is(&token, '-');
        if is(&token, ',') && angles == 0 {
            parts.push(Vec::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(token);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

pub(crate) fn is(token: &TokenTree, c: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == c)
}

/// The text of tokens without the spaces between them.
pub(crate) fn text(tokens: &[TokenTree]) -> String {
    let stream: TokenStream = tokens.iter().cloned().collect();
    let text = stream.to_string();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// `name = value`
pub(crate) fn option(part: &[TokenTree]) -> Option<(&'static str, String)> {
    let [TokenTree::Ident(name), equals, value @ ..] = part else {
        return None;
    };
    let names = [
        "auth",
        "base",
        "errors",
        "body",
        "header",
        "idempotency_key",
        "style",
        "type",
    ];
    let name = names.into_iter().find(|known| name == known)?;
    is(equals, '=').then(|| (name, text(value)))
}

pub(crate) fn unquoted(literal: &str) -> String {
    syn::parse_str::<syn::LitStr>(literal)
        .map_or_else(|_| literal.to_owned(), |literal| literal.value())
}

/// A literal among the parts of an attribute.
pub(crate) fn literal(parts: &[Vec<TokenTree>]) -> Option<String> {
    parts.iter().find_map(|part| match part.as_slice() {
        [TokenTree::Literal(literal)] => Some(unquoted(&literal.to_string())),
        _ => None,
    })
}

/// `Json("application/vnd.api+json")`
pub(crate) fn codec(text: &str) -> (String, Option<String>) {
    match text.split_once('(') {
        Some((codec, rest)) => (codec.to_owned(), Some(unquoted(rest.trim_end_matches(')')))),
        None => (text.to_owned(), None),
    }
}

/// The text of `name = "…"` inside `#[serde(…)]`.
pub(crate) fn of_serde(attrs: &[Attribute], name: &str) -> Option<String> {
    let mut parts = attrs
        .iter()
        .filter_map(|attr| list(attr, "serde"))
        .flat_map(parts);
    parts.find_map(|part| match part.as_slice() {
        [TokenTree::Ident(found), equals, value] if found == name && is(equals, '=') => {
            Some(unquoted(&value.to_string()))
        }
        _ => None,
    })
}

/// Whether `#[serde(…)]` has a word, alone or with a value.
pub(crate) fn has_word_of_serde(attrs: &[Attribute], word: &str) -> bool {
    let mut parts = attrs
        .iter()
        .filter_map(|attr| list(attr, "serde"))
        .flat_map(parts);
    parts.any(|part| matches!(part.first(), Some(TokenTree::Ident(found)) if found == word))
}

/// The name of a field as `rename_all` writes it.
pub(crate) fn renamed(name: &str, style: Option<&str>) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    let pascal = || name.split('_').map(capital).collect::<String>();
    match style {
        Some("camelCase") => {
            let pascal = pascal();
            let mut letters = pascal.chars();
            let first = letters.next().map(|first| first.to_ascii_lowercase());
            first.into_iter().chain(letters).collect()
        }
        Some("PascalCase") => pascal(),
        Some("UPPERCASE" | "SCREAMING_SNAKE_CASE") => name.to_ascii_uppercase(),
        Some("kebab-case") => name.replace('_', "-"),
        Some("SCREAMING-KEBAB-CASE") => name.replace('_', "-").to_ascii_uppercase(),
        Some("lowercase") => name.to_ascii_lowercase(),
        _ => name.to_owned(),
    }
}
