//! The left side of an arm: statuses, by number, class or `_`.

use std::fmt;

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::ParseStream;
use syn::{LitInt, LitStr, Token, token};

use super::codec::{self, Wildcards};
use super::tokens;
use crate::model::Pattern;
use crate::status_codes;

/// `404`, `4xx` or `_`, with its token.
#[derive(Clone)]
pub(crate) struct Status {
    pub(crate) pattern: Pattern,
    pub(crate) token: TokenStream,
    /// The media type that it is for: that of its arm.
    pub(crate) media_type: Option<LitStr>,
}

/// As it is written, with its media type.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.token.fmt(f)?;
        match &self.media_type {
            Some(media_type) => write!(f, " {}", codec::quoted(media_type)),
            None => Ok(()),
        }
    }
}

impl Status {
    /// The media type, if there is one.
    pub(crate) fn essence(&self) -> Option<String> {
        self.media_type.as_ref().map(codec::essence)
    }

    /// Whether it matches every response that `other` matches.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        self.pattern.covers(other.pattern)
            && match (self.essence(), other.essence()) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(one), Some(other)) => codec::includes(&one, &other),
            }
    }
}

/// `404 "application/problem+json"`: the statuses of an arm, and the media type that it is for.
pub(crate) fn with_media_type(input: ParseStream<'_>) -> syn::Result<Vec<Status>> {
    let mut statuses = statuses(input)?;
    if let Some(error) = unquoted(input) {
        return Err(error);
    }
    if !input.peek(LitStr) {
        return Ok(statuses);
    }
    let media_type: LitStr = input.parse()?;
    codec::check_media_type(&media_type, Wildcards::Allowed)?;
    if media_type.value().contains(';') {
        let essence = codec::essence(&media_type);
        return Err(syn::Error::new_spanned(
            media_type,
            format!(
                "the parameters of a media type do not choose a response\nhelp: write {essence:?}"
            ),
        ));
    }
    if input.peek(Token![|]) || input.peek(LitStr) {
        let rest: TokenStream = input.parse()?;
        return Err(syn::Error::new_spanned(
            rest,
            "an arm is for one media type\nhelp: write one arm for each",
        ));
    }
    for status in &mut statuses {
        status.media_type = Some(media_type.clone());
    }
    Ok(statuses)
}

/// `200 text/csv` and `200("text/csv")`
fn unquoted(input: ParseStream<'_>) -> Option<syn::Error> {
    let ahead = input.fork();
    let (written, media_type) = if input.peek(token::Paren) {
        let group: Group = ahead.parse().ok()?;
        let literal: LitStr = syn::parse2(group.stream()).ok()?;
        (group.to_token_stream(), codec::quoted(&literal))
    } else {
        let (written, text) = codec::media_type(input)?;
        (written, format!("{text:?}"))
    };
    let message = format!("expected a media type in quotes\nhelp: write `{media_type}`");
    Some(syn::Error::new_spanned(written, message))
}

pub(super) const RANGE: &str =
    "a range of statuses\nhelp: write a class like `4xx`, or the statuses with `|` between them";

/// What other tools and languages call the catch-all.
const ANY: [&str; 7] = [
    "default",
    "other",
    "others",
    "otherwise",
    "else",
    "any",
    "*",
];

/// `400 | 404`, also in `#[status(400 | 404)]`.
pub(crate) fn statuses(input: ParseStream<'_>) -> syn::Result<Vec<Status>> {
    let mut statuses = vec![status(input)?];
    while let Some(bar) = input.parse::<Option<Token![|]>>()? {
        if input.is_empty() || input.peek(Token![=>]) || input.peek(Token![|]) {
            return Err(syn::Error::new_spanned(
                bar,
                "a status is missing after `|`\nhelp: remove this `|`",
            ));
        }
        statuses.push(status(input)?);
    }
    Ok(statuses)
}

fn status(input: ParseStream<'_>) -> syn::Result<Status> {
    if let Some(token) = input.parse::<Option<Token![_]>>()? {
        return Ok(Status {
            pattern: Pattern::Any,
            token: token.to_token_stream(),
            media_type: None,
        });
    }
    if !input.peek(LitInt) {
        return Err(no_status(input));
    }
    let literal: LitInt = input.parse()?;
    if input.peek(Token![..]) || input.peek(Token![..=]) {
        return Err(syn::Error::new_spanned(literal, RANGE));
    }
    let token = literal.to_token_stream();
    let pattern = match (literal.base10_parse::<u16>(), literal.suffix()) {
        (Ok(class @ 2..=5), "xx" | "XX") => Pattern::Class(u8::try_from(class).unwrap_or(0)),
        (Ok(100..=199), "") | (Ok(1), "xx" | "XX") => {
            let message = format!(
                "`{token}` is never a final response (RFC 9110, section 15.2)\nhelp: remove it"
            );
            return Err(syn::Error::new_spanned(token, message));
        }
        (Ok(code @ 200..=599), "") => Pattern::Code(code),
        _ => {
            let message = format!(
                "`{token}` is not a status\nhelp: write a number from 200 to 599, a class like `4xx`, or `_`"
            );
            return Err(syn::Error::new_spanned(token, message));
        }
    };
    Ok(Status {
        pattern,
        token,
        media_type: None,
    })
}

/// A media type in quotes.
pub(super) fn is_media_type(written: &str) -> bool {
    written.starts_with('"') && written.contains('/')
}

/// What was written where a status is expected, and the status that it probably means: `"204"`, `NotFound`, `StatusCode::NOT_FOUND`.
fn no_status(input: ParseStream<'_>) -> syn::Error {
    if input.is_empty() {
        return syn::Error::new(
            input.span(),
            "a status is missing\nhelp: write one like `404`",
        );
    }
    if let Ok(arrow) = input.parse::<Token![=>]>() {
        return syn::Error::new_spanned(arrow, "a status is missing\nhelp: write `200 => Type`");
    }
    if let Ok(bar) = input.parse::<Token![|]>() {
        return syn::Error::new_spanned(
            bar,
            "a status is missing before `|`\nhelp: remove this `|`",
        );
    }
    let mut tokens: Vec<TokenTree> = Vec::new();
    while !input.peek(Token![=>])
        && !input.peek(Token![|])
        && let Ok(token) = input.parse()
    {
        tokens.push(token);
    }
    let first = tokens.first().map(ToString::to_string).unwrap_or_default();
    if [">", "<"].contains(&first.as_str()) {
        let tokens: TokenStream = tokens.into_iter().collect();
        return syn::Error::new_spanned(tokens, RANGE);
    }
    if tokens.len() == 1 && tokens::is_key(&first) {
        let message = format!("`{first}` is an option\nhelp: write `{first} = …`");
        return syn::Error::new_spanned(tokens.first(), message);
    }
    if tokens.len() == 1 && ANY.contains(&first.as_str()) {
        let message = format!("`{first}` is not a status\nhelp: write `_`");
        return syn::Error::new_spanned(tokens.first(), message);
    }
    let last = tokens.last().map(ToString::to_string).unwrap_or_default();
    if tokens.len() == 2 && is_media_type(&first) {
        let message = format!("the status comes first\nhelp: write `{last} {first}`");
        return syn::Error::new_spanned(tokens.first(), message);
    }
    if tokens.len() == 2 && is_media_type(&last) {
        tokens.pop();
    }
    let last = tokens.last().map(ToString::to_string).unwrap_or_default();
    let text = last.trim_matches('"');
    // `"404 Not Found"`
    let number = text.split(' ').next().unwrap_or_default();
    let is_status = number
        .strip_prefix(['2', '3', '4', '5'])
        .is_some_and(|rest| {
            rest == "xx" || (rest.len() == 2 && rest.chars().all(|c| c.is_ascii_digit()))
        });
    let status = if is_status {
        Some(number.to_owned())
    } else {
        status_codes::code(text).map(|code| code.to_string())
    };
    match status {
        Some(status) => {
            let tokens: TokenStream = tokens.into_iter().collect();
            let message = format!("a status is a number\nhelp: write `{status}`");
            syn::Error::new_spanned(tokens, message)
        }
        None => syn::Error::new_spanned(tokens.first(), "expected a status: `404`, `4xx` or `_`"),
    }
}
