//! `#[message(detail)]`: the field of an error response that is its message.

use proc_macro2::{Group, TokenTree};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Attribute, Ident, LitStr, Meta, Token, token};

use crate::diag::Errors;
use crate::model::MessageStep;

/// The path to the field: `error.detail`, `errors[0].detail`.
pub(crate) struct Message {
    pub(crate) attr: Attribute,
    /// Empty if the type says it.
    pub(crate) path: Vec<MessageStep>,
}

pub(crate) fn is_message(attr: &Attribute) -> bool {
    attr.path().is_ident("message")
}

/// The one message among the attributes of an arm or a variant.
pub(crate) fn among(attrs: &[Attribute], errors: &Errors) -> Option<Message> {
    let mut all = attrs.iter().filter(|attr| is_message(attr));
    let attr = all.next()?;
    if let Some(second) = all.next() {
        errors.at(second, "`#[message]` twice\nhelp: remove one");
    }
    let path = errors.keep(path(attr))?;
    Some(Message {
        attr: attr.clone(),
        path,
    })
}

fn path(attr: &Attribute) -> syn::Result<Vec<MessageStep>> {
    match &attr.meta {
        Meta::List(list) if !list.tokens.is_empty() => attr.parse_args_with(fields),
        Meta::NameValue(given) => {
            let value = given.value.to_token_stream().to_string();
            let message = format!(
                "`=` in `#[message]`\nhelp: write `#[message({})]`",
                value.trim_matches('"')
            );
            Err(syn::Error::new_spanned(attr, message))
        }
        Meta::Path(_) => Ok(Vec::new()),
        Meta::List(_) => Err(syn::Error::new_spanned(
            attr,
            "`#[message()]` names no field\nhelp: write `#[message(detail)]`, or `#[message]` if its type says it by `#[derive(ErrorMessage)]`",
        )),
    }
}

fn fields(input: ParseStream<'_>) -> syn::Result<Vec<MessageStep>> {
    if let Ok(text) = input.fork().parse::<LitStr>() {
        let message = format!(
            "the field is written without quotes\nhelp: write `#[message({})]`",
            text.value()
        );
        return Err(syn::Error::new_spanned(text, message));
    }
    let mut path = vec![step(input)?];
    while input.parse::<Option<Token![.]>>()?.is_some() {
        path.push(step(input)?);
    }
    if !input.is_empty() {
        return Err(
            input.error("unexpected after the field\nhelp: write a path like `error.detail`")
        );
    }
    Ok(path)
}

fn step(input: ParseStream<'_>) -> syn::Result<MessageStep> {
    if !input.peek(Ident::peek_any) {
        let found: TokenTree = input
            .parse()
            .map_err(|_| input.error("expected a field\nhelp: write a path like `error.detail`"))?;
        let message = if found.to_string() == "0" {
            "the first item of a list stands in brackets\nhelp: write `errors[0].detail`"
        } else {
            "expected a field\nhelp: write a path like `error.detail`"
        };
        return Err(syn::Error::new_spanned(found, message));
    }
    let field = input.call(Ident::parse_any)?;
    let is_first = input.peek(token::Bracket);
    if is_first {
        let index: Group = input.parse()?;
        if index.stream().to_string() != "0" {
            return Err(syn::Error::new_spanned(
                index,
                "a message is that of the first item\nhelp: write `[0]`",
            ));
        }
    }
    Ok(MessageStep { field, is_first })
}
