//! `#[derive(ErrorSet)]`: a set of error responses that endpoints share.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::ParseStream;
use syn::{Attribute, Data, DeriveInput, Fields, Path, Type, Variant};

use crate::attrs::{cfgs, doc_text};
use crate::check::responses::{
    check_body, check_example, check_media_type, check_reachable, check_types, codec, example_text,
    message,
};
use crate::diag::{Errors, to_compile_errors};
use crate::expand::responses::{accessors, allows};
use crate::expand::{docs, errors, serve};
use crate::hygiene;
use crate::model::Response;
use crate::names;
use crate::parse::arms::{self, Shape, Status};
use crate::parse::codec::Codec;
use crate::parse::message as written_message;

pub(crate) fn run(input: TokenStream) -> TokenStream {
    hygiene::apart([input], |[input]| derive(input))
}

fn derive(input: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(input) {
        Ok(item) => item,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let krate = krate(&item, &errors);
    let responses = responses(&item, &krate, &errors);
    let is_served = is_served(&item, &errors);
    let mistakes = errors.finish();
    if mistakes.is_empty() {
        let cfgs = cfgs(&item.attrs);
        let (name, generics) = (&item.ident, &item.generics);
        let methods = accessors(name, generics, &responses, &item.vis, allows(&item));
        let table = docs::of_set(&item, &responses);
        let methods = quote!(#[doc = #table] #methods);
        let impls = errors::impls(name, generics, &responses, &krate);
        let served = is_served
            .then(|| serve::response::of_set(name, generics, &responses, &krate, &item.attrs));
        let block = names::block(&krate, &cfgs, [methods, impls]);
        return quote!(#block #served);
    }
    let served = is_served.then(|| serve::response::of_set_stub(&item, &krate));
    let stub = stub(&item, &krate, &to_compile_errors(&mistakes));
    quote!(#stub #served)
}

/// A stub implementation, so that the endpoints that use the set report no follow-up errors.
fn stub(item: &DeriveInput, krate: &Path, errors: &TokenStream) -> TokenStream {
    let name = &item.ident;
    let (impl_generics, ty_generics, where_clause) = item.generics.split_for_impl();
    let mut debug = item.generics.clone();
    debug
        .make_where_clause()
        .predicates
        .push(syn::parse_quote!(Self: ::core::fmt::Debug));
    let error_where = &debug.where_clause;
    quote! {
        #errors
        impl #impl_generics #krate::ErrorSet for #name #ty_generics #where_clause {
            const RESPONSES: &'static [#krate::meta::ResponseMeta] = &[];
            fn read(_: &mut #krate::ResponseReader) -> ::core::result::Result<Self, #krate::ReadError> {
                ::core::result::Result::Err(#krate::ReadError::UndeclaredStatus)
            }
        }
        impl #impl_generics ::core::fmt::Display for #name #ty_generics #where_clause {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::result::Result::Ok(())
            }
        }
        impl #impl_generics ::core::error::Error for #name #ty_generics #error_where {}
    }
}

/// `#[serve]`: it is written by servers, too.
pub(crate) fn is_served(item: &DeriveInput, errors: &Errors) -> bool {
    let mut attrs = item.attrs.iter();
    let attr = attrs.find(|attr| attr.path().is_ident("serve"));
    if let Some(attr) = attr.filter(|attr| !matches!(attr.meta, syn::Meta::Path(_))) {
        errors.at(attr, "`#[serve]` takes no value\nhelp: write `#[serve]`");
    }
    attr.is_some()
}

/// `#[callpoint(crate = path)]`
pub(crate) fn krate(item: &DeriveInput, errors: &Errors) -> Path {
    let mut krate = names::default_crate();
    for attr in item
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("callpoint"))
    {
        let parsed = attr.parse_nested_meta(|meta| {
            if !meta.path.is_ident("crate") {
                return Err(meta.error("expected `crate = path`"));
            }
            krate = meta.value()?.call(Path::parse_mod_style)?;
            Ok(())
        });
        errors.keep(parsed);
    }
    krate
}

fn responses(item: &DeriveInput, krate: &Path, errors: &Errors) -> Vec<Response> {
    let Data::Enum(data) = &item.data else {
        errors.at(
            &item.ident,
            "expected `enum`\nnote: `ErrorSet` is derived for an enum with one variant for each error response",
        );
        return Vec::new();
    };
    if data.variants.is_empty() {
        errors.at(
            &item.ident,
            format!(
                "`{}` has no variants\nhelp: write `#[status(404)] NotFound(Problem)`",
                item.ident
            ),
        );
    }
    let read: Vec<_> = data
        .variants
        .iter()
        .filter_map(|variant| self::variant(variant, krate, errors))
        .collect();
    check_reachable(read.iter().map(|(statuses, _)| statuses.as_slice()), errors);
    check_types(
        read.iter()
            .map(|(statuses, response)| (statuses.as_slice(), &response.codec)),
        errors,
    );
    let mut responses: Vec<_> = read.into_iter().map(|(_, response)| response).collect();
    let of_all = written_message::among(&item.attrs, errors);
    if let Some(field) = of_all.as_ref().and_then(|found| found.path.first()) {
        errors.at(
            &field.field,
            "one field is no message of all variants\nhelp: write it above each variant, or `#[message]` here if their types say it by `#[derive(ErrorMessage)]`",
        );
    }
    if of_all.is_some() {
        message::by_default(&mut responses);
    }
    responses
}

fn variant(variant: &Variant, krate: &Path, errors: &Errors) -> Option<(Vec<Status>, Response)> {
    let name = &variant.ident;
    let ty = variant_type(variant, errors)?;
    let mut attrs = variant
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("status"));
    let Some(attr) = attrs.next() else {
        let message = format!(
            "variant `{name}` has no status\nhelp: write `#[status(404)]` above it, or several: `#[status(400 | 404)]`"
        );
        errors.at(name, message);
        return None;
    };
    if let Some(second) = attrs.next() {
        errors.at(
            second,
            "a second `#[status]`\nhelp: write all statuses in one: `#[status(400 | 404)]`",
        );
    }
    let (statuses, named) = errors.keep(status(attr))?;
    if let Some(success) = statuses.iter().find(|status| status.pattern.is_success()) {
        let token = &success.token;
        errors.at(token, format!("`{token}` is a success, and `ErrorSet` holds error responses\nhelp: write `{token} => …` in the endpoint"));
    }
    let written = arms::Response {
        variant: Some(name.clone()),
        shape: Shape::Type(ty.clone()),
        codec: named,
    };
    check_body(&statuses, &written, false, errors);
    check_media_type(&statuses, &written, errors);
    check_example(&variant.attrs, &written, errors);
    message::check(&variant.attrs, &statuses, &written, errors);
    let response = Response {
        doc: doc_text(&variant.attrs),
        example: example_text(&variant.attrs),
        message: message::of(&variant.attrs),
        statuses: statuses.iter().map(|status| status.pattern).collect(),
        media_type: statuses.first().and_then(Status::essence),
        variant: name.clone(),
        codec: codec(krate, &ty, written.codec.as_ref()),
        type_name: names::type_name(&ty),
        ty,
        is_unfinished: false,
    };
    Some((statuses, response))
}

/// `#[status(400 | 404 as Text)]`
fn status(attr: &Attribute) -> syn::Result<(Vec<Status>, Option<Codec>)> {
    if !matches!(attr.meta, syn::Meta::List(_)) {
        return Err(syn::Error::new_spanned(
            attr,
            "`#[status]` needs a status\nhelp: write `#[status(404)]`",
        ));
    }
    attr.parse_args_with(|input: ParseStream<'_>| {
        let statuses = arms::with_media_type(input)?;
        let codec = arms::codec(input)?;
        if !input.is_empty() {
            return Err(input.error("unexpected after a status\nhelp: separate statuses with `|`"));
        }
        Ok((statuses, codec))
    })
}

fn variant_type(variant: &Variant, errors: &Errors) -> Option<Type> {
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            fields.unnamed.first().map(|field| field.ty.clone())
        }
        Fields::Unit => {
            let name = &variant.ident;
            errors.at(
                name,
                format!(
                    "variant `{name}` has no type\nhelp: write `{name}(())` to ignore the body"
                ),
            );
            None
        }
        fields => {
            let name = &variant.ident;
            errors.at(
                fields,
                format!("variant `{name}` must carry one type\nhelp: write `{name}(Type)`"),
            );
            None
        }
    }
}
