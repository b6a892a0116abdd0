//! The struct's own generics, and what the expansion asks of them on top.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{GenericParam, Generics, Type, WherePredicate};

use crate::model::{Answer, Body, Endpoint, Place, Presence, Style};
use crate::names;

/// Whether a type names a type parameter of the struct.
pub(crate) fn mentions_type_param(ty: &Type, generics: &Generics) -> bool {
    generics
        .type_params()
        .any(|param| mentions(&ty.to_token_stream(), &param.ident.to_string()))
}

/// Whether a word stands somewhere in the tokens by itself: it is no lifetime, and no path leads to it.
pub(crate) fn mentions(tokens: &TokenStream, word: &str) -> bool {
    has_word(tokens, word, false)
}

/// Whether a parameter stands somewhere in the tokens.
fn mentions_param(tokens: &TokenStream, param: &GenericParam) -> bool {
    match param {
        GenericParam::Type(param) => mentions(tokens, &param.ident.to_string()),
        GenericParam::Const(param) => mentions(tokens, &param.ident.to_string()),
        GenericParam::Lifetime(param) => has_word(tokens, &param.lifetime.ident.to_string(), true),
    }
}

/// `T` is in `Vec<T>`, but neither in `links::T` nor in `&'T str`.
fn has_word(tokens: &TokenStream, word: &str, is_lifetime: bool) -> bool {
    let mut before = [' '; 2];
    tokens.clone().into_iter().any(|token| {
        let [first, last] = std::mem::replace(&mut before, [' '; 2]);
        match token {
            TokenTree::Ident(ident) => {
                ident == word && (last == '\'') == is_lifetime && [first, last] != [':', ':']
            }
            TokenTree::Group(group) => has_word(&group.stream(), word, is_lifetime),
            TokenTree::Punct(punct) => {
                before = [last, punct.as_char()];
                false
            }
            TokenTree::Literal(_) => false,
        }
    })
}

/// Of the struct's generics those that the answers speak of, with what is said of them alone.
pub(crate) fn used_by(answers: &[Answer], all: &Generics) -> Generics {
    if all.params.is_empty() {
        return Generics::default();
    }
    let types = answers.iter().map(|answer| &answer.ty);
    let types = quote!(#(#types)*);
    let mut generics = plain(all);
    let (used, unused): (Vec<_>, Vec<_>) = std::mem::take(&mut generics.params)
        .into_iter()
        .partition(|param| mentions_param(&types, param));
    let has = |params: &[GenericParam], tokens: &dyn ToTokens| {
        let tokens = tokens.to_token_stream();
        params.iter().any(|param| mentions_param(&tokens, param))
    };
    if let Some(clause) = &mut generics.where_clause {
        let predicates = std::mem::take(&mut clause.predicates).into_iter();
        clause.predicates = predicates
            .filter(|predicate| has(&used, predicate) && !has(&unused, predicate))
            .collect();
    }
    generics.params = used.into_iter().collect();
    for param in &mut generics.params {
        match param {
            GenericParam::Type(param) => retain(&mut param.bounds, |bound| !has(&unused, bound)),
            GenericParam::Lifetime(param) => {
                retain(&mut param.bounds, |bound| !has(&unused, bound));
            }
            GenericParam::Const(_) => {}
        }
    }
    generics
}

fn retain<T, P: Default>(list: &mut Punctuated<T, P>, is_kept: impl Fn(&T) -> bool) {
    *list = std::mem::take(list).into_iter().filter(is_kept).collect();
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
