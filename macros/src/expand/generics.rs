//! The struct's own generics, and what the expansion asks of them on top.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Type, WherePredicate};

use crate::model::{Body, Endpoint, Place, Presence, Style};
use crate::names;

/// Whether a type names a type parameter of the struct.
pub(crate) fn mentions_type_param(ty: &Type, generics: &Generics) -> bool {
    generics
        .type_params()
        .any(|param| mentions(&ty.to_token_stream(), &param.ident.to_string()))
}

/// Whether a word (or a lifetime, by its word) stands somewhere in the tokens.
pub(crate) fn mentions(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => mentions(&group.stream(), word),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The generics without the defaults of their parameters, which an `impl` cannot have.
pub(crate) fn plain(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    for param in &mut generics.params {
        match param {
            GenericParam::Type(param) => param.default = None,
            GenericParam::Const(param) => param.default = None,
            GenericParam::Lifetime(_) => {}
        }
    }
    generics
}

/// As serde's derive does it: a field or an answer whose type depends on a parameter must be sendable or readable. Of other types
/// rustc knows already.
pub(crate) fn bounded(endpoint: &Endpoint) -> Generics {
    let mut generics = plain(&endpoint.item.generics);
    if generics.type_params().next().is_none() {
        return generics;
    }
    let krate = &endpoint.krate;
    let private = names::private(krate);
    let mut predicates: Vec<WherePredicate> = Vec::new();
    let mut ask = |ty: &Type, bound: TokenStream| {
        if mentions_type_param(ty, &endpoint.item.generics) {
            predicates.push(syn::parse_quote!(#ty: #bound));
        }
    };
    for field in &endpoint.fields {
        match &field.place {
            Place::Path => ask(&field.ty, quote!(#krate::Param)),
            Place::Query {
                style: Style::Flatten | Style::Deep,
                ..
            }
            | Place::BodyField { .. } => ask(&field.ty, quote!(#private::serde::Serialize)),
            // Which kind of value it is cannot be said here, so the struct's own bounds have to say it.
            Place::Query { .. }
            | Place::Header(_)
            | Place::PathRest
            | Place::Part { .. }
            | Place::Nowhere => {}
            Place::Body => {
                if let Body::Whole { codec, .. } = &endpoint.body {
                    let codec = names::codec(krate, codec).path;
                    let inner = match &field.presence {
                        Presence::Optional(inner) => inner,
                        _ => &field.ty,
                    };
                    ask(inner, quote!(#private::WrittenBy<#codec>));
                }
            }
        }
    }
    for answer in endpoint
        .answers
        .success
        .answers()
        .iter()
        .chain(endpoint.answers.refusals.own())
    {
        let codec = &answer.codec.path;
        ask(&answer.ty, quote!(#private::ReadBy<#codec>));
    }
    generics.make_where_clause().predicates.extend(predicates);
    generics
}

/// The same for the part that serde writes alone.
pub(crate) fn serializable(endpoint: &Endpoint) -> Generics {
    let mut generics = plain(&endpoint.item.generics);
    let private = names::private(&endpoint.krate);
    let predicates: Vec<WherePredicate> = (endpoint.fields.iter())
        .filter(|field| {
            matches!(field.place, Place::BodyField { .. })
                && mentions_type_param(&field.ty, &endpoint.item.generics)
        })
        .map(|field| {
            let ty = &field.ty;
            syn::parse_quote!(#ty: #private::serde::Serialize)
        })
        .collect();
    if !predicates.is_empty() {
        generics.make_where_clause().predicates.extend(predicates);
    }
    generics
}
