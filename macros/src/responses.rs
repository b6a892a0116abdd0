//! `#[derive(Responses)]`: a set of refusals that endpoints share.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::ParseStream;
use syn::{Attribute, Data, DeriveInput, Fields, Path, Type, Variant};

use crate::check::answers::{check_body, check_example, check_reachable, codec, example_text};
use crate::diag::{Errors, to_compile_errors};
use crate::expand::answers::{accessors, allows};
use crate::expand::refusals;
use crate::model::Answer;
use crate::names;
use crate::parse::arms::{self, Shape, Status};
use crate::parse::fields::{cfgs, doc_text};

pub(crate) fn run(input: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(input) {
        Ok(item) => item,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let krate = krate(&item, &errors);
    let answers = answers(&item, &krate, &errors);
    let mistakes = errors.finish();
    if mistakes.is_empty() {
        let cfgs = cfgs(&item.attrs);
        let (name, generics) = (&item.ident, &item.generics);
        let outer: Vec<_> = cfgs.iter().cloned().chain(allows(&item)).collect();
        let methods = accessors(name, generics, &answers, &item.vis, &outer);
        let impls = refusals::impls(name, generics, &answers);
        let block = names::block(&krate, &cfgs, [impls]);
        return quote!(#methods #block);
    }
    stub(&item, &krate, &to_compile_errors(&mistakes))
}

/// Enough of an implementation that the endpoints which use the set bring no error of their own.
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
        impl #impl_generics #krate::Responses for #name #ty_generics #where_clause {
            const ANSWERS: &'static [#krate::meta::AnswerMeta] = &[];
            fn read(_: &mut #krate::Answer) -> ::core::result::Result<Self, #krate::NotRead> {
                ::core::result::Result::Err(#krate::NotRead::Undeclared)
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

fn answers(item: &DeriveInput, krate: &Path, errors: &Errors) -> Vec<Answer> {
    let Data::Enum(data) = &item.data else {
        errors.at(
            &item.ident,
            "expected `enum`\nnote: `Responses` is a choice of error answers, one for each variant",
        );
        return Vec::new();
    };
    if data.variants.is_empty() {
        errors.at(
            &item.ident,
            format!(
                "`{}` has no variant\nhelp: write `#[status(404)] NotFound(Problem)`",
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
    read.into_iter().map(|(_, answer)| answer).collect()
}

fn variant(variant: &Variant, krate: &Path, errors: &Errors) -> Option<(Vec<Status>, Answer)> {
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
        errors.at(token, format!("`{token}` is a success, and `Responses` are refusals\nhelp: write `{token} => …` in the endpoint"));
    }
    let written = arms::Answer {
        variant: Some(name.clone()),
        shape: Shape::Type(ty.clone()),
        codec: named,
    };
    check_body(&statuses, &written, false, errors);
    check_example(&variant.attrs, &written, errors);
    let answer = Answer {
        doc: doc_text(&variant.attrs),
        example: example_text(&variant.attrs),
        statuses: statuses.iter().map(|status| status.pattern).collect(),
        variant: name.clone(),
        codec: codec(krate, &ty, written.codec.as_ref()),
        type_name: names::type_name(&ty),
        ty,
    };
    Some((statuses, answer))
}

/// `#[status(400 | 404 as Text)]`
fn status(attr: &Attribute) -> syn::Result<(Vec<Status>, Option<Type>)> {
    if !matches!(attr.meta, syn::Meta::List(_)) {
        return Err(syn::Error::new_spanned(
            attr,
            "`#[status]` needs a status\nhelp: write `#[status(404)]`",
        ));
    }
    attr.parse_args_with(|input: ParseStream<'_>| {
        let statuses = arms::statuses(input)?;
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
            errors.at(name, format!("variant `{name}` has no type\nhelp: write `{name}(())` where the body does not matter"));
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
