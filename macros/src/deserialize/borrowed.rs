//! Fields that borrow for ever, `&'static str`: serde's derive would read the type from what lives as long, which no response does.

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::{
    Attribute, Data, DeriveInput, Field, GenericArgument, Ident, Lifetime, Meta, PathArguments,
    Type,
};

use crate::diag::Errors;
use crate::names::peeled;

/// Reports each; whether there is any.
pub(super) fn are_there(item: &DeriveInput, errors: &Errors) -> bool {
    let fields: Vec<&Field> = match &item.data {
        Data::Struct(data) => data.fields.iter().collect(),
        Data::Enum(data) => {
            let variants = data.variants.iter();
            variants.flat_map(|variant| &variant.fields).collect()
        }
        Data::Union(_) => Vec::new(),
    };
    let mut are_there = false;
    let mut report = |tokens: &dyn ToTokens, help: String| {
        errors.at(
            tokens,
            format!("this borrows what it is read from\nhelp: {help}"),
        );
        are_there = true;
    };
    for field in fields {
        let attrs = field
            .attrs
            .iter()
            .filter(|attr| attr.path().is_ident("serde"));
        let attrs: Vec<_> = attrs.collect();
        // With any attribute, it may be read otherwise.
        if !attrs.is_empty() {
            let borrow = attrs.into_iter().find_map(borrow);
            let is_for_ever = field.ty.to_token_stream().to_string().contains("'static");
            if let Some(borrow) = borrow.filter(|_| is_for_ever) {
                report(&borrow, "remove `borrow`".to_owned());
            }
        } else if let Some((lifetime, instead)) = borrowed_for_ever(&field.ty) {
            report(lifetime, format!("hold a `{instead}`"));
        }
    }
    are_there
}

/// The word `borrow` of an attribute.
fn borrow(attr: &Attribute) -> Option<Ident> {
    let Meta::List(list) = &attr.meta else {
        return None;
    };
    let mut tokens = list.tokens.clone().into_iter();
    tokens.find_map(|token| match token {
        TokenTree::Ident(word) if word == "borrow" => Some(word),
        _ => None,
    })
}

/// `&'static str`, `&'static [u8]`, and an `Option` of them, as serde's derive knows them.
fn borrowed_for_ever(ty: &Type) -> Option<(&Lifetime, &'static str)> {
    match peeled(ty) {
        Type::Reference(reference) => {
            let lifetime = reference.lifetime.as_ref();
            let lifetime = lifetime.filter(|lifetime| lifetime.ident == "static")?;
            match peeled(&reference.elem) {
                Type::Path(path) if path.path.is_ident("str") => Some((lifetime, "String")),
                Type::Slice(slice) if slice.elem.to_token_stream().to_string() == "u8" => {
                    Some((lifetime, "Vec<u8>"))
                }
                _ => None,
            }
        }
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else {
                return None;
            };
            match arguments.args.first()? {
                GenericArgument::Type(ty) if last.ident == "Option" => borrowed_for_ever(ty),
                _ => None,
            }
        }
        _ => None,
    }
}
