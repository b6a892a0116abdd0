//! The struct's generics, and the bounds that the expansion adds.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{GenericParam, Generics, Type, WherePredicate};

use crate::model::{Body, Endpoint, FieldLocation, Presence, Response, generic_argument};
use crate::names;
use crate::styles::Form;

/// Whether a type names a type parameter of the struct.
pub(crate) fn mentions_type_param(ty: &Type, generics: &Generics) -> bool {
    generics
        .type_params()
        .any(|param| mentions(&ty.to_token_stream(), &param.ident.to_string()))
}

/// Whether a word occurs in the tokens by itself, neither as a lifetime nor at the end of a path.
pub(crate) fn mentions(tokens: &TokenStream, word: &str) -> bool {
    has_word(tokens, word, false)
}

/// Whether the tokens name a parameter of the struct: a type, a constant or a lifetime.
pub(crate) fn mentions_any(tokens: &TokenStream, generics: &Generics) -> bool {
    let mut params = generics.params.iter();
    params.any(|param| mentions_param(tokens, param))
}

/// Whether a parameter occurs in the tokens.
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

/// The struct's generics that the response types use, with the bounds on them alone.
pub(crate) fn used_by(responses: &[Response], all: &Generics) -> Generics {
    used_by_types(responses.iter().map(|response| &response.ty), all)
}

/// The same for any types.
pub(crate) fn used_by_types<'a>(types: impl Iterator<Item = &'a Type>, all: &Generics) -> Generics {
    if all.params.is_empty() {
        return Generics::default();
    }
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

/// The generics without parameter defaults, which an `impl` cannot have.
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

/// Adds bounds as serde's derive does: a field or response type that depends on a parameter must be encodable or decodable. For other
/// types rustc already knows.
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
    // Of an array the items are sent.
    let item = |ty: &'_ Type| match names::peeled(ty) {
        Type::Array(array) => (*array.elem).clone(),
        ty => ty.clone(),
    };
    for field in &endpoint.fields {
        match &field.location {
            FieldLocation::Path if field.by_display => {
                ask(&field.ty, quote!(::core::fmt::Display));
            }
            _ if field.by_display => ask(value(&field.ty), quote!(::core::fmt::Display)),
            FieldLocation::Query { style, .. } if matches!(style.form, Form::KeyAlone) => {}
            FieldLocation::Part { .. } | FieldLocation::Skipped => {}
            FieldLocation::PathList(_)
            | FieldLocation::PathSegments
            | FieldLocation::Query { .. }
            | FieldLocation::Header(_) => ask(&item(&field.ty), quote!(#private::serde::Serialize)),
            FieldLocation::Path | FieldLocation::Cookie(_) | FieldLocation::BodyField { .. } => {
                ask(&field.ty, quote!(#private::serde::Serialize));
            }
            FieldLocation::Body => {
                if let Body::Whole { codec, .. } = &endpoint.body {
                    let codec = &codec.path;
                    let inner = match &field.presence {
                        Presence::Optional(inner) => inner,
                        _ => &field.ty,
                    };
                    ask(inner, quote!(#private::WrittenBy<#codec>));
                }
            }
        }
    }
    for response in endpoint
        .responses
        .success
        .responses()
        .iter()
        .chain(endpoint.responses.errors.own())
    {
        let codec = &response.codec.path;
        ask(&response.ty, quote!(#private::ReadBy<#codec>));
    }
    generics.make_where_clause().predicates.extend(predicates);
    generics
}

/// What is shown of a value: of an `Option` and a list, what they hold.
fn value(ty: &Type) -> &Type {
    match (names::peeled(ty), generic_argument(ty)) {
        (_, Some((name, inner))) if name == "Option" || name == "Vec" => value(inner),
        (Type::Reference(reference), _) => value(&reference.elem),
        (Type::Slice(slice), _) => value(&slice.elem),
        (Type::Array(array), _) => value(&array.elem),
        _ => ty,
    }
}

/// The same for the body fields, which serde serializes.
pub(crate) fn serializable(endpoint: &Endpoint) -> Generics {
    let mut generics = plain(&endpoint.item.generics);
    let private = names::private(&endpoint.krate);
    let predicates: Vec<WherePredicate> = (endpoint.fields.iter())
        .filter(|field| {
            matches!(field.location, FieldLocation::BodyField { .. })
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
