//! `#[example("…")]`: a sample value, on a field or a response.

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{Attribute, LitStr, Meta};

use crate::diag::Errors;

/// An example with its attribute.
#[derive(Clone)]
pub(crate) struct Example {
    pub(crate) attr: Attribute,
    pub(crate) text: String,
}

pub(crate) fn is_example(attr: &Attribute) -> bool {
    attr.path().is_ident("example")
}

/// Keeps the first example.
pub(crate) fn take(slot: &mut Option<Example>, attr: Attribute, errors: &Errors) {
    let Some(text) = errors.keep(text(&attr)) else {
        return;
    };
    if slot.is_some() {
        errors.at(&attr, "`#[example]` twice\nhelp: remove one");
        return;
    }
    *slot = Some(Example { attr, text });
}

/// The one example among the attributes of an arm or a variant.
pub(crate) fn among<'a>(
    attrs: impl IntoIterator<Item = &'a Attribute>,
    errors: &Errors,
) -> Option<Example> {
    let mut found = None;
    for attr in attrs.into_iter().filter(|attr| is_example(attr)) {
        take(&mut found, attr.clone(), errors);
    }
    found
}

fn text(attr: &Attribute) -> syn::Result<String> {
    const HELP: &str = "help: write `#[example(\"text\")]`";
    let without_text = || {
        let message = format!("`#[example]` needs a text\n{HELP}");
        syn::Error::new_spanned(attr, message)
    };
    match &attr.meta {
        Meta::Path(_) => Err(without_text()),
        Meta::NameValue(given) => {
            let value = given.value.to_token_stream();
            let message = format!("`=` in `#[example]`\nhelp: write `#[example({value})]`");
            Err(syn::Error::new_spanned(attr, message))
        }
        Meta::List(list) if list.tokens.is_empty() => Err(without_text()),
        Meta::List(list) => attr
            .parse_args()
            .map(|text: LitStr| text.value())
            .map_err(|_| no_text(&list.tokens, HELP)),
    }
}

fn no_text(tokens: &TokenStream, help: &str) -> syn::Error {
    let mut rest = tokens.clone().into_iter();
    let first: TokenStream = rest.next().into_iter().collect();
    let rest: TokenStream = rest.collect();
    if syn::parse2::<LitStr>(first.clone()).is_ok() {
        let message = format!("unexpected after the text\nhelp: write `#[example({first})]`");
        return syn::Error::new_spanned(rest, message);
    }
    let written = tokens.to_string();
    let is_plain = rest.is_empty() && !written.contains(['"', '\'']);
    let help = if is_plain {
        format!("help: write `#[example(\"{written}\")]`")
    } else {
        help.to_owned()
    };
    syn::Error::new_spanned(
        tokens,
        format!("an example must be a string literal\n{help}"),
    )
}
