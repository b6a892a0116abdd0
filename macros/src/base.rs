//! `#[derive(Base)]`: a server that endpoints name by `base = …`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Data, DeriveInput, Fields, LitStr};

use crate::attrs::cfgs;
use crate::diag::{Errors, to_compile_errors};
use crate::error_set::krate;
use crate::names;

pub(crate) fn run(input: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(input) {
        Ok(item) => item,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let krate = krate(&item, &errors);
    check_item(&item, &errors);
    let url = url(&item, &errors);
    let errors = to_compile_errors(&errors.finish());
    let (name, text) = (&item.ident, item.ident.unraw().to_string());
    let url = url.map(|url| {
        quote! {
            const URL: ::core::option::Option<&'static ::core::primitive::str> = ::core::option::Option::Some(#url);
        }
    });
    let (cfgs, allowed) = (cfgs(&item.attrs), names::allowed());
    let (impl_generics, ty_generics, where_clause) = item.generics.split_for_impl();
    quote! {
        #errors
        #(#cfgs)*
        #[automatically_derived]
        #allowed
        impl #impl_generics #krate::Base for #name #ty_generics #where_clause {
            const NAME: &'static ::core::primitive::str = #text;
            #url
        }
    }
}

/// A base is a name: its URL is given to the client's builder.
fn check_item(item: &DeriveInput, errors: &Errors) {
    let is_unit = matches!(&item.data, Data::Struct(data) if matches!(data.fields, Fields::Unit));
    if !is_unit || !item.generics.params.is_empty() {
        let name = &item.ident;
        errors.at(
            name,
            format!("a base is a name without values\nhelp: write `struct {name};`; the client's builder gets its URL: `.base::<{name}>(\"https://…\")`"),
        );
    }
}

/// `#[base("https://uploads.example.com")]`
fn url(item: &DeriveInput, errors: &Errors) -> Option<LitStr> {
    let mut url = None;
    for attr in item
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("base"))
    {
        if url.is_some() {
            errors.at(attr, "a second `#[base]`\nhelp: keep one of the two");
            continue;
        }
        url = errors.keep(attr.parse_args_with(one)).or(url);
    }
    url
}

fn one(input: ParseStream<'_>) -> syn::Result<LitStr> {
    const EXPECTED: &str =
        "expected the URL in quotes\nhelp: write `#[base(\"https://uploads.example.com\")]`";
    if !input.peek(LitStr) {
        let rest: TokenStream = input.parse()?;
        return Err(syn::Error::new_spanned(rest, EXPECTED));
    }
    let url: LitStr = input.parse()?;
    if !input.is_empty() {
        let rest: TokenStream = input.parse()?;
        let message = "a base has one URL\nhelp: remove what follows it";
        return Err(syn::Error::new_spanned(rest, message));
    }
    let text = url.value();
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    if rest.is_none_or(|rest| rest.is_empty() || rest.starts_with('/')) {
        let message = format!(
            "`{text}` is not a base URL\nhelp: write scheme and host: \"https://uploads.example.com\""
        );
        return Err(syn::Error::new_spanned(url, message));
    }
    if rest.is_some_and(|rest| rest.contains(['?', '#', '@', ' '])) {
        let message = format!(
            "`{text}` has more than scheme, host and path\nhelp: a fixed query pair belongs in the template, credentials in the client's builder"
        );
        return Err(syn::Error::new_spanned(url, message));
    }
    Ok(url)
}
