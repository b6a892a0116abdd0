//! The macros of [callpoint](https://docs.rs/callpoint), which documents them where it re-exports them.
//!
//! Data flows one way: tokens → `parse` → `check` → `model` → `expand` → tokens, and after any mistake → `fallback`.

// The values live for one expansion and are few: boxing the large variants would not pay off.
#![expect(clippy::large_enum_variant)]

mod api;
mod attrs;
mod base;
mod case;
mod check;
mod diag;
mod editor;
mod error_set;
mod expand;
mod fallback;
mod from_response;
mod hygiene;
mod model;
mod names;
mod open_enum;
mod parse;
mod scheme;
mod serde_attr;
mod status_codes;
mod styles;
mod suggest;
mod template;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::diag::Errors;
use crate::parse::{Args, fields, item};

#[expect(missing_docs, reason = "documented where callpoint re-exports it")]
#[proc_macro_attribute]
pub fn endpoint(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    run(args.into(), item.into()).into()
}

#[expect(missing_docs, reason = "documented where callpoint re-exports it")]
#[proc_macro_attribute]
pub fn api(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    api::run(&args.into(), item.into()).into()
}

#[expect(missing_docs, reason = "documented where callpoint re-exports it")]
#[proc_macro_derive(ErrorSet, attributes(status, example, message, callpoint))]
pub fn error_set(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    error_set::run(item.into()).into()
}

#[expect(missing_docs, reason = "documented where callpoint re-exports it")]
#[proc_macro_derive(FromResponse, attributes(status, header, headers, body, callpoint))]
pub fn from_response(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    from_response::run(item.into()).into()
}

#[expect(missing_docs, reason = "documented where callpoint re-exports it")]
#[proc_macro_derive(OpenEnum, attributes(serde, callpoint))]
pub fn open_enum(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    open_enum::run(item.into()).into()
}

#[expect(missing_docs, reason = "documented where callpoint re-exports it")]
#[proc_macro_derive(Base, attributes(base, callpoint))]
pub fn base(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    base::run(item.into()).into()
}

#[expect(missing_docs, reason = "documented where callpoint re-exports it")]
#[proc_macro_derive(Scheme, attributes(scheme, callpoint))]
pub fn scheme(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    scheme::run(item.into()).into()
}

/// Expands `#[endpoint(…)]`.
fn run(args: TokenStream, item: TokenStream) -> TokenStream {
    hygiene::apart([args, item], |[args, item]| endpoint_of(args, &item))
}

fn endpoint_of(args: TokenStream, tokens: &TokenStream) -> TokenStream {
    let errors = Errors::new();
    let Some(mut item) = item::item(tokens, &args, &errors) else {
        return fallback::raw(tokens, &errors.finish());
    };
    take_second_endpoint(&mut item, &errors);
    // Our attributes are removed before anything can fail, so that rustc reports no error about them.
    let fields = fields::take(&mut item, &errors);
    let args = Args::parse(args, &names::unknown(&item.ident), &errors);
    let checked = check::check(args, item, fields, &errors);
    let mistakes = errors.finish();
    match checked {
        Ok(endpoint) => expand::expand(&endpoint),
        Err(salvage) => fallback::stub(*salvage, &mistakes),
    }
}

/// One struct is one request: a second attribute would declare another with the same names.
fn take_second_endpoint(item: &mut DeriveInput, errors: &Errors) {
    let is_endpoint = |attr: &syn::Attribute| {
        attr.path()
            .segments
            .last()
            .is_some_and(|last| last.ident == "endpoint")
    };
    for second in item.attrs.iter().filter(|attr| is_endpoint(attr)) {
        errors.at(
            second.path(),
            "a second `#[endpoint]`\nhelp: declare one struct for each request",
        );
    }
    item.attrs.retain(|attr| !is_endpoint(attr));
}
