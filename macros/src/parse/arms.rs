//! The arms: the response for each status.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Ident, LitInt, LitStr, Token, parenthesized, token};

use super::codec::{Codec, media_type, no_codec};
use super::example::is_example;
use super::message::is_message;
pub(crate) use super::shape::{InlineStruct, Shape};
use super::split;
use super::status::is_media_type;
pub(crate) use super::status::{Status, with_media_type};
use super::tokens::{no_type, written};
use crate::diag::Errors;
use crate::suggest;

/// `400 | 404 => Rejected(Vec<Problem>)`
pub(crate) struct Arm {
    /// Doc comments, examples and messages.
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) statuses: Vec<Status>,
    pub(crate) response: Response,
    /// Whether a mistake was found in it, so that perhaps not all of it is known.
    pub(crate) is_unfinished: bool,
}

/// The right side of an arm.
pub(crate) struct Response {
    /// `Rejected(…)`
    pub(crate) variant: Option<Ident>,
    pub(crate) shape: Shape,
    /// `… as Text`
    pub(crate) codec: Option<Codec>,
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
    if let Some(other) = attrs.iter().find(|attr| !is_known(attr)) {
        let name = other.path().to_token_stream().to_string();
        if let Some(near) = suggest::nearest(&name, ["doc", "example", "message"]) {
            let message = format!("unknown attribute `{name}`; did you mean `{near}`?");
            return Err(syn::Error::new_spanned(other.path(), message));
        }
        let message = if other.path().is_ident("non_exhaustive") {
            "`#[non_exhaustive]` belongs to an inline struct\nhelp: write `=> #[non_exhaustive] Name { … }`, or the option `non_exhaustive`"
        } else {
            "an arm takes doc comments, `#[example(\"…\")]` and `#[message(…)]` only"
        };
        return Err(syn::Error::new_spanned(other, message));
    }
    let statuses = with_media_type(input)?;
    if input.is_empty() {
        let all: TokenStream = statuses.iter().map(|status| status.token.clone()).collect();
        return Err(syn::Error::new_spanned(
            all,
            "a status without a response type\nhelp: write `=> Type` after it, or `=> ()`",
        ));
    }
    let arrow = arrow(input, &statuses)?;
    if input.is_empty() {
        return Err(syn::Error::new_spanned(
            arrow,
            "an arm without a response type\nhelp: write `=> Type`, or `=> ()`",
        ));
    }
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        let quoted = literal.token().to_string();
        if is_media_type(&quoted) {
            let status = statuses.last().map(|status| status.token.to_string());
            let message = format!(
                "the media type stands before `=>`\nhelp: write `{} {quoted} => Type`",
                status.unwrap_or_default()
            );
            return Err(syn::Error::new_spanned(literal, message));
        }
        return Err(no_type(&literal));
    }
    let response = response(input)?;
    if !input.is_empty() {
        if let (Some(codec), Ok(media_type)) = (&response.codec, input.fork().parse::<LitStr>()) {
            let message = format!(
                "the media type stands in parentheses\nhelp: write `{}({})`",
                codec.name(),
                media_type.token()
            );
            return Err(syn::Error::new_spanned(media_type, message));
        }
        if input.peek(Token![|]) {
            let rest: TokenStream = input.parse()?;
            return Err(syn::Error::new_spanned(
                rest,
                "a response has one type\nhelp: write an enum that is read from all of them",
            ));
        }
        return Err(input.error("unexpected after an arm\nhelp: separate arms with `,`"));
    }
    Ok(Arm {
        attrs,
        statuses,
        response,
        is_unfinished: false,
    })
}

pub(super) fn is_known(attr: &Attribute) -> bool {
    attr.path().is_ident("doc") || is_example(attr) || is_message(attr)
}

/// The `=>`, or what was written instead.
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
        format!("`{token}` between a status and its response type\nhelp: write `=>`")
    } else {
        let last = statuses.last().map(|status| status.token.to_string());
        format!(
            "expected `=>`\nhelp: write `{} => Type`",
            last.unwrap_or_default()
        )
    };
    Err(syn::Error::new_spanned(token, message))
}

/// The names of the inline structs in the arguments of an endpoint.
pub(crate) fn declared(args: TokenStream) -> Vec<Ident> {
    let unheard = Errors::new();
    let chunks = split::at_commas(args, &unheard);
    unheard.finish();
    let arms = chunks.into_iter().filter(is_arm);
    let mut found = Vec::new();
    for arm in arms.filter_map(|chunk| arm.parse2(chunk).ok()) {
        arm.response.shape.declared(&mut found);
    }
    found
}

fn response(input: ParseStream<'_>) -> syn::Result<Response> {
    if !(input.peek(Ident) && input.peek2(token::Paren)) {
        return Ok(Response {
            variant: None,
            shape: input.parse()?,
            codec: codec(input)?,
        });
    }
    let variant: Ident = input.parse()?;
    let content;
    parenthesized!(content in input);
    if content.is_empty() {
        let message =
            format!("`{variant}()` has no type\nhelp: write `{variant}(())` to ignore the body");
        return Err(syn::Error::new_spanned(variant, message));
    }
    let inside: TokenStream = content.fork().parse()?;
    if content.peek(LitStr) {
        let message =
            format!("a codec follows the type\nhelp: write `Type as {variant}({inside})`");
        return Err(syn::Error::new_spanned(variant, message));
    }
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
            format!("the codec belongs next to the type\nhelp: write `{variant}({inside})`"),
        ));
    }
    Ok(Response {
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
pub(crate) fn codec(input: ParseStream<'_>) -> syn::Result<Option<Codec>> {
    let Some(keyword) = input.parse::<Option<Token![as]>>()? else {
        return Ok(None);
    };
    if input.is_empty() {
        return Err(syn::Error::new_spanned(
            keyword,
            "`as` without a codec\nhelp: write a codec: `as Json`, `as Text`, `as Raw`",
        ));
    }
    if let Some((written, text)) = media_type(input) {
        let literal = LitStr::new(&text, Span::call_site());
        return Err(syn::Error::new_spanned(written, no_codec(&literal)));
    }
    let codec: Codec = input.parse()?;
    if let Some((word, _)) = &codec.lists {
        return Err(syn::Error::new_spanned(
            word,
            "`lists` says how a request writes lists\nhelp: write `as Form`",
        ));
    }
    Ok(Some(codec))
}
