//! The arms: what each status answers.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::ParseStream;
use syn::{Attribute, Ident, LitInt, Token, Type, parenthesized, token};

use super::example::is_example;
use super::options::{ty, written};
pub(crate) use super::shape::{InPlace, Shape};
pub(crate) use super::status::{Pattern, Status, statuses};

/// `400 | 404 => Rejected(Vec<Problem>)`
pub(crate) struct Arm {
    /// Doc comments and examples.
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) statuses: Vec<Status>,
    pub(crate) answer: Answer,
}

/// The right side of an arm.
pub(crate) struct Answer {
    /// `Rejected(…)`
    pub(crate) variant: Option<Ident>,
    pub(crate) shape: Shape,
    /// `… as Text`
    pub(crate) codec: Option<Type>,
}

/// Whether an argument is meant to be an arm.
pub(crate) fn is_arm(chunk: &TokenStream) -> bool {
    let mut previous = ' ';
    for (i, token) in chunk.clone().into_iter().enumerate() {
        match token {
            TokenTree::Literal(_) if i == 0 => return true,
            TokenTree::Ident(word) if i == 0 && word == "_" => return true,
            TokenTree::Punct(punct) => {
                if (previous, punct.as_char()) == ('=', '>') || (i == 0 && punct.as_char() == '#') {
                    return true;
                }
                previous = punct.as_char();
            }
            _ => previous = ' ',
        }
    }
    false
}

pub(crate) fn arm(input: ParseStream<'_>) -> syn::Result<Arm> {
    let attrs = input.call(Attribute::parse_outer)?;
    let is_known = |attr: &Attribute| attr.path().is_ident("doc") || is_example(attr);
    if let Some(other) = attrs.iter().find(|attr| !is_known(attr)) {
        return Err(syn::Error::new_spanned(
            other,
            "an arm takes doc comments and `#[example(\"…\")]` only",
        ));
    }
    let statuses = statuses(input)?;
    if input.is_empty() {
        let all: TokenStream = statuses.iter().map(|status| status.token.clone()).collect();
        return Err(syn::Error::new_spanned(
            all,
            "a status without its answer\nhelp: write `=> Type` behind it, or `=> ()`",
        ));
    }
    let arrow = arrow(input, &statuses)?;
    if input.is_empty() {
        return Err(syn::Error::new_spanned(
            arrow,
            "an arm without its answer\nhelp: write `=> Type`, or `=> ()`",
        ));
    }
    let answer = answer(input)?;
    if !input.is_empty() {
        return Err(input.error("unexpected after an arm\nhelp: separate arms with `,`"));
    }
    Ok(Arm {
        attrs,
        statuses,
        answer,
    })
}

/// The `=>`, or what was written in its place.
fn arrow(input: ParseStream<'_>, statuses: &[Status]) -> syn::Result<Token![=>]> {
    if input.peek(Token![=>]) {
        return input.parse();
    }
    let token = if input.peek(Token![->]) {
        input.parse::<Token![->]>()?.to_token_stream()
    } else {
        input.parse::<TokenTree>()?.into()
    };
    let message = if token.to_string() == "-" && input.peek(LitInt) {
        super::status::RANGE.to_owned()
    } else if ["->", "=", ":", "-", ">"].contains(&token.to_string().as_str()) {
        format!("`{token}` between a status and its answer\nhelp: write `=>`")
    } else {
        let last = statuses.last().map(|status| status.token.to_string());
        format!(
            "expected `=>`\nhelp: write `{} => Type`",
            last.unwrap_or_default()
        )
    };
    Err(syn::Error::new_spanned(token, message))
}

fn answer(input: ParseStream<'_>) -> syn::Result<Answer> {
    if !(input.peek(Ident) && input.peek2(token::Paren)) {
        return Ok(Answer {
            variant: None,
            shape: input.parse()?,
            codec: codec(input)?,
        });
    }
    let variant: Ident = input.parse()?;
    let content;
    parenthesized!(content in input);
    if content.is_empty() {
        let message = format!(
            "`{variant}()` has no type\nhelp: write `{variant}(())` where the body does not matter"
        );
        return Err(syn::Error::new_spanned(variant, message));
    }
    let inside: TokenStream = content.fork().parse()?;
    let shape = content.parse()?;
    let codec = codec(&content)?;
    if !content.is_empty() {
        return Err(more_in_variant(&variant, &inside, &content));
    }
    if codec.is_none() && input.peek(Token![as]) {
        let outside: TokenStream = input.parse()?;
        let inside = written(quote!(#inside #outside));
        return Err(syn::Error::new_spanned(
            outside,
            format!("the codec stands beside the type\nhelp: write `{variant}({inside})`"),
        ));
    }
    Ok(Answer {
        variant: Some(variant),
        shape,
        codec,
    })
}

/// `Missing(String, u16)`
fn more_in_variant(variant: &Ident, inside: &TokenStream, rest: ParseStream<'_>) -> syn::Error {
    let rest: TokenStream = rest.parse().unwrap_or_default();
    let is_comma = |token: &TokenTree| token.to_string() == ",";
    if !rest
        .clone()
        .into_iter()
        .next()
        .is_some_and(|token| is_comma(&token))
    {
        let message = format!("unexpected after the type of `{variant}`\nhelp: remove it");
        return syn::Error::new_spanned(rest, message);
    }
    if rest.clone().into_iter().count() == 1 {
        return syn::Error::new_spanned(rest, "`,` after the type of a variant\nhelp: remove it");
    }
    let has_struct = inside.clone().into_iter().any(
        |token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace),
    );
    let has_codec = inside
        .clone()
        .into_iter()
        .any(|token| token.to_string() == "as");
    let help = if has_struct || has_codec {
        format!("write one struct with all of it: `{variant}(Name {{ … }})`")
    } else {
        let types = written(inside.clone());
        format!("write a tuple: `{variant}(({types}))`, or a struct: `{variant}(Name {{ … }})`")
    };
    syn::Error::new_spanned(rest, format!("a variant carries one type\nhelp: {help}"))
}

/// `as Text`
pub(crate) fn codec(input: ParseStream<'_>) -> syn::Result<Option<Type>> {
    let Some(keyword) = input.parse::<Option<Token![as]>>()? else {
        return Ok(None);
    };
    if input.is_empty() {
        return Err(syn::Error::new_spanned(
            keyword,
            "`as` without a codec\nhelp: write a codec: `as Json`, `as Text`, `as Raw`",
        ));
    }
    ty(input).map(Some)
}
