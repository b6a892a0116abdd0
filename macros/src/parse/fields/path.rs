//! The arguments of `#[path(…)]`.

use proc_macro2::TokenTree;
use syn::parse::ParseStream;
use syn::{Attribute, Ident, Meta, Token};

use super::FieldLocation;
use crate::styles::{self, IN_PATH, ListStyle};
use crate::suggest;

pub(super) fn path(attr: &Attribute) -> syn::Result<FieldLocation> {
    match &attr.meta {
        Meta::List(list) if !list.tokens.is_empty() => {
            attr.parse_args_with(style).map(FieldLocation::Path)
        }
        _ => Err(syn::Error::new_spanned(
            attr.path(),
            "a path parameter is named by the template\nhelp: remove `#[path]` and write `<name>` in the template",
        )),
    }
}

/// `style = csv`
fn style(input: ParseStream<'_>) -> syn::Result<ListStyle> {
    let words = IN_PATH.map(|style| style.word);
    let known = |token: &TokenTree| {
        IN_PATH
            .into_iter()
            .find(|style| token.to_string() == style.word)
    };
    let first: TokenTree = input.parse()?;
    if known(&first).is_some() && input.is_empty() {
        let message = format!("`{first}` is a style\nhelp: write `#[path(style = {first})]`");
        return Err(syn::Error::new_spanned(first, message));
    }
    let is_style = syn::parse2::<Ident>(first.clone().into()).is_ok_and(|word| word == "style");
    if !is_style || input.parse::<Option<Token![=]>>()?.is_none() || input.is_empty() {
        let message =
            "expected a style\nhelp: write `#[path(style = csv)]`; the name stands in the template";
        return Err(syn::Error::new_spanned(first, message));
    }
    let token: TokenTree = input.parse()?;
    if !input.is_empty() {
        return Err(input.error("unexpected after the style\nhelp: remove it"));
    }
    let word = token.to_string();
    let meant = styles::meant(&word).filter(|meant| words.contains(meant));
    let message = match (
        known(&token),
        meant.or_else(|| suggest::nearest(&word, words)),
    ) {
        (Some(style), _) => return Ok(style),
        (None, Some(near)) => format!("unknown style `{word}`; did you mean `{near}`?"),
        (None, None) => format!(
            "unknown style `{word}`, expected one of {}",
            suggest::list(words)
        ),
    };
    Err(syn::Error::new_spanned(token, message))
}
