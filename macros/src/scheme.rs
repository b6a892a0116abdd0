//! `#[derive(Scheme)]`: a scheme with a name of its own.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Data, DeriveInput, Fields, Ident, LitStr, Token};

use crate::attrs::cfgs;
use crate::diag::{Errors, to_compile_errors};
use crate::error_set::krate;
use crate::names;
use crate::parse::options::check_header_name;
use crate::parse::tokens::is_token;
use crate::suggest;

/// The kinds of schemes.
const KINDS: [&str; 5] = ["bearer", "basic", "header", "query", "cookie"];

/// What a scheme sends: its kind, and the name of its header, parameter or cookie.
enum Kind {
    Bearer,
    Basic,
    Key(&'static str, String),
}

pub(crate) fn run(input: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(input) {
        Ok(item) => item,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let krate = krate(&item, &errors);
    check_item(&item, &errors);
    // After a mistake any kind will do, so that what uses the scheme reports no follow-up errors.
    let kind = kind(&item, &errors).unwrap_or(Kind::Bearer);
    let errors = to_compile_errors(&errors.finish());
    let (name, text) = (&item.ident, item.ident.unraw().to_string());
    let (value, kind) = match kind {
        Kind::Bearer => (quote!(Bearer), quote!(HttpBearer)),
        Kind::Basic => (quote!(Basic), quote!(HttpBasic)),
        Kind::Key(location, key) => {
            let location = Ident::new(location, name.span());
            let location = quote!(#krate::meta::KeyLocation::#location);
            (
                quote!(Key),
                quote!(KeyIn { location: #location, name: #key }),
            )
        }
    };
    let (cfgs, allowed) = (cfgs(&item.attrs), names::allowed());
    let (impl_generics, ty_generics, where_clause) = item.generics.split_for_impl();
    quote! {
        #errors
        #(#cfgs)*
        #[automatically_derived]
        #allowed
        impl #impl_generics #krate::auth::Scheme for #name #ty_generics #where_clause {
            const META: #krate::meta::SecurityScheme =
                #krate::meta::SecurityScheme::new(#text, #krate::meta::SecuritySchemeKind::#kind);
        }

        #(#cfgs)*
        #[automatically_derived]
        #allowed
        impl #impl_generics #krate::auth::NamedScheme for #name #ty_generics #where_clause {
            type Value = #krate::auth::#value;
        }
    }
}

/// A scheme is a name: its values are given to the client's builder.
fn check_item(item: &DeriveInput, errors: &Errors) {
    let is_unit = matches!(&item.data, Data::Struct(data) if matches!(data.fields, Fields::Unit));
    if !is_unit || !item.generics.params.is_empty() {
        let name = &item.ident;
        errors.at(
            name,
            format!("a scheme is a name without values\nhelp: write `struct {name};`; the client's builder gets the values: `.auth::<{name}>(…)`"),
        );
    }
}

fn kind(item: &DeriveInput, errors: &Errors) -> Option<Kind> {
    let mut kind = None;
    let attrs = item
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("scheme"));
    let mut is_given = false;
    for attr in attrs {
        if is_given {
            errors.at(attr, "a second `#[scheme]`\nhelp: keep one of the two");
            continue;
        }
        is_given = true;
        kind = errors.keep(attr.parse_args_with(one)).or(kind);
    }
    if !is_given {
        let name = &item.ident;
        errors.at(
            name,
            format!("`{name}` has no kind\nhelp: write `#[scheme(bearer)]`, `basic`, `header = \"…\"`, `query = \"…\"` or `cookie = \"…\"` above it"),
        );
    }
    kind
}

fn one(input: ParseStream<'_>) -> syn::Result<Kind> {
    if !input.peek(Ident::peek_any) {
        let rest: TokenStream = input.parse()?;
        let message = "expected the kind of the scheme\nhelp: write `bearer`, `basic`, `header = \"…\"`, `query = \"…\"` or `cookie = \"…\"`";
        return Err(syn::Error::new_spanned(rest, message));
    }
    let word = input.call(Ident::parse_any)?;
    let text = word.to_string();
    let kind = match text.as_str() {
        "bearer" => Kind::Bearer,
        "basic" => Kind::Basic,
        "header" => Kind::Key("Header", name_of(&word, "X-Api-Key", input)?),
        "query" => Kind::Key("Query", name_of(&word, "api_key", input)?),
        "cookie" => Kind::Key("Cookie", name_of(&word, "session", input)?),
        _ => {
            let _: TokenStream = input.parse()?;
            let near = suggest::nearest(&text.to_ascii_lowercase(), KINDS);
            let message = near.map_or_else(
                || format!("unknown kind `{text}`, expected one of {}\nhelp: for any other scheme implement `Scheme` and `Credentials`", suggest::list(KINDS)),
                |near| format!("unknown kind `{text}`; did you mean `{near}`?"),
            );
            return Err(syn::Error::new_spanned(word, message));
        }
    };
    if !input.is_empty() {
        let rest: TokenStream = input.parse()?;
        let message = format!("a scheme has one kind\nhelp: remove what follows `{text}`");
        return Err(syn::Error::new_spanned(rest, message));
    }
    Ok(kind)
}

/// `= "X-Api-Key"`
fn name_of(word: &Ident, example: &str, input: ParseStream<'_>) -> syn::Result<String> {
    if input.parse::<Option<Token![=]>>()?.is_none() || !input.peek(LitStr) {
        let _: TokenStream = input.parse()?;
        let message = format!("`{word}` needs a name\nhelp: write `{word} = \"{example}\"`");
        return Err(syn::Error::new_spanned(word, message));
    }
    let literal: LitStr = input.parse()?;
    let name = literal.value();
    let is_valid = match word.to_string().as_str() {
        "header" => {
            check_header_name(&literal)?;
            true
        }
        "cookie" => is_token(&name),
        _ => !name.is_empty() && !name.chars().any(char::is_control),
    };
    if !is_valid {
        let message = format!(
            "{} is not the name of a {word}\nhelp: write \"{example}\"",
            quote!(#literal)
        );
        return Err(syn::Error::new_spanned(literal, message));
    }
    Ok(name)
}
