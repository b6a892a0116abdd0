//! What a generic type has to fulfil to be read: the bounds that serde's derive adds.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Fields, Generics, Token, Type, WherePredicate};

use super::super::generics::{mentions_type_param, plain};
use crate::names::peeled;
use crate::serde_attr::{Side, is_alone, literal, skip_value};

/// A field, as far as the bounds depend on it.
pub(super) struct Value<'a> {
    pub(super) ty: &'a Type,
    /// Whether its type is deserialized.
    pub(super) is_read: bool,
    /// Whether it falls back to the default of its type.
    pub(super) has_default: bool,
}

/// The generics of the implementations: with the lifetime of what is read, and the bounds that the fields need.
pub(super) fn readable<'a>(
    generics: &Generics,
    values: impl IntoIterator<Item = Value<'a>>,
) -> Generics {
    let mut predicates: Vec<WherePredicate> = Vec::new();
    if generics.type_params().next().is_some() {
        let values: Vec<_> = values.into_iter().collect();
        let (read, defaults): (Vec<_>, Vec<_>) = (
            values.iter().filter(|value| value.is_read).collect(),
            values.iter().filter(|value| value.has_default).collect(),
        );
        let params = generics.type_params().map(|param| &param.ident);
        let params = params.filter(|param| {
            let param = param.to_string();
            (read.iter()).any(|value| has_value(value.ty.to_token_stream(), &param))
        });
        predicates.extend(params.map(|param| readable_as(&quote!(#param))));
        let associated = read.iter().map(|value| value.ty);
        let associated = associated.filter(|ty| is_associated(ty, generics));
        predicates.extend(associated.map(|ty| readable_as(&quote!(#ty))));
        let defaults = defaults.iter().map(|value| value.ty);
        let defaults = defaults.filter(|ty| mentions_type_param(ty, generics));
        predicates.extend(defaults.map(|ty| defaulted(&quote!(#ty))));
    }
    with(generics, predicates)
}

/// The same for any item, by all attributes that concern bounds.
pub(crate) fn of_item(item: &DeriveInput, own: &TokenStream) -> Generics {
    let generics = plain(&item.generics);
    if generics.params.is_empty() {
        return with(&generics, []);
    }
    let container = Attrs::of(&item.attrs);
    let mut bounds = Vec::new();
    let mut values = Vec::new();
    for (variant, fields) in parts(&item.data) {
        let variant = Attrs::of(variant);
        for field in fields {
            let attrs = Attrs::of(&field.attrs);
            let by_type = attrs.is_skipped && container.by_type.is_none();
            values.push(Value {
                ty: &field.ty,
                is_read: attrs.is_read() && variant.is_read(),
                has_default: attrs.by_type.unwrap_or(by_type),
            });
            bounds.extend(attrs.bound.into_iter().flatten());
        }
        bounds.extend(variant.bound.into_iter().flatten());
    }
    let mut generics = generics;
    if !bounds.is_empty() {
        generics.make_where_clause().predicates.extend(bounds);
    }
    if let Some(bound) = container.bound {
        return with(&generics, bound);
    }
    if container.by_type == Some(true) {
        (generics.make_where_clause().predicates).push(defaulted(own));
    }
    readable(&generics, values)
}

/// The fields of a struct, or of each variant with its attributes.
fn parts(data: &Data) -> Vec<(&[Attribute], &Fields)> {
    match data {
        Data::Struct(data) => vec![(&[], &data.fields)],
        Data::Enum(data) => {
            let parts = data.variants.iter();
            parts.map(|part| (&part.attrs[..], &part.fields)).collect()
        }
        Data::Union(_) => Vec::new(),
    }
}

fn with(generics: &Generics, bounds: impl IntoIterator<Item = WherePredicate>) -> Generics {
    let mut generics = generics.clone();
    let mut bounds = bounds.into_iter().peekable();
    if bounds.peek().is_some() {
        generics.make_where_clause().predicates.extend(bounds);
    }
    generics.params.insert(0, syn::parse_quote!('de));
    generics
}

fn readable_as(ty: &TokenStream) -> WherePredicate {
    syn::parse_quote!(#ty: __Deserialize<'de>)
}

fn defaulted(ty: &TokenStream) -> WherePredicate {
    syn::parse_quote!(#ty: ::core::default::Default)
}

/// Whether a type has a value of this parameter. A marker has none, and neither has `T::Item`.
fn has_value(ty: TokenStream, param: &str) -> bool {
    let mut tokens = ty.into_iter().peekable();
    let mut before = [' '; 2];
    while let Some(token) = tokens.next() {
        let [first, last] = std::mem::replace(&mut before, [' '; 2]);
        match token {
            TokenTree::Ident(ident) if ident == "PhantomData" => skip_arguments(&mut tokens),
            TokenTree::Ident(ident) if ident == param && last != '\'' => {
                let is_path = [first, last] == [':', ':'] || is_punct(tokens.peek(), ':');
                if !is_path {
                    return true;
                }
            }
            TokenTree::Group(group) if has_value(group.stream(), param) => return true,
            TokenTree::Punct(punct) => before = [last, punct.as_char()],
            TokenTree::Ident(_) | TokenTree::Group(_) | TokenTree::Literal(_) => {}
        }
    }
    false
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

/// Moves behind the `<…>`, if there is one.
fn skip_arguments(tokens: &mut impl Iterator<Item = TokenTree>) {
    let (mut depth, mut before) = (0_usize, ' ');
    for token in tokens {
        let punct = match token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match punct {
            '<' => depth += 1,
            '>' if before != '-' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = punct;
        if depth == 0 && punct != ':' {
            return;
        }
    }
}

/// Whether a type is `T::Item`.
fn is_associated(ty: &Type, generics: &Generics) -> bool {
    let Type::Path(path) = peeled(ty) else {
        return false;
    };
    let segments = &path.path.segments;
    let first = segments.first().filter(|_| segments.len() > 1);
    first.is_some_and(|first| {
        generics
            .type_params()
            .any(|param| param.ident == first.ident)
    })
}

/// The attributes that concern bounds.
#[derive(Default)]
struct Attrs {
    is_skipped: bool,
    /// Whether a function of the user's reads it.
    is_custom: bool,
    /// Whether its default is that of the type, if it has one.
    by_type: Option<bool>,
    bound: Option<Vec<WherePredicate>>,
}

impl Attrs {
    fn of(attrs: &[Attribute]) -> Self {
        let mut all = Self::default();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
            // serde's derive reports what cannot be parsed.
            let _ = attr.parse_nested_meta(|meta| {
                let is = |name| meta.path.is_ident(name);
                all.is_skipped |= is("skip") || is("skip_deserializing");
                all.is_custom |= is("with") || is("deserialize_with");
                if is("default") {
                    all.by_type = Some(is_alone(&meta));
                }
                if !is("bound") {
                    return skip_value(&meta);
                }
                if let Some(text) = literal(&meta, Side::Deserialize)? {
                    // At its place, where serde's derive has the same: a mistake in both is one error.
                    let predicates = Punctuated::<_, Token![,]>::parse_terminated;
                    all.bound = Some(text.parse_with(predicates)?.into_iter().collect());
                }
                Ok(())
            });
        }
        all
    }

    const fn is_read(&self) -> bool {
        !self.is_skipped && !self.is_custom && self.bound.is_none()
    }
}
