//! The structs that are declared inline, in an arm.

use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, DeriveInput, Ident, Path, Token, Type, TypePath};

use crate::check::effective;
use crate::diag::Errors;
use crate::model::{Presence, Responses, StructDef, Success, presence};
use crate::names;
use crate::parse::arms::{Arm, Shape};
use crate::parse::options::Options;
use crate::parse::tokens::written;
use crate::suggest;

/// The same without reporting mistakes.
pub(in crate::check) fn declared(
    arms: &[Arm],
    options: &Options,
    item: &DeriveInput,
) -> Vec<StructDef> {
    let unheard = Errors::new();
    let structs = structs(arms, options, item, &unheard);
    unheard.finish();
    structs
}

/// Every struct that is declared in an arm, outer before inner, but for those that another endpoint of an `#[api]` declares too.
pub(super) fn structs(
    arms: &[Arm],
    options: &Options,
    item: &DeriveInput,
    errors: &Errors,
) -> Vec<StructDef> {
    let mut defs: Vec<StructDef> = Vec::new();
    let taken = [
        item.ident.clone(),
        names::error_enum(&item.ident),
        names::output_enum(&item.ident),
    ];
    for arm in arms {
        let statuses: Vec<_> = arm
            .statuses
            .iter()
            .map(|status| status.token.to_string())
            .collect();
        let doc = format!(
            "The body of the `{}` response with status {}.",
            item.ident,
            statuses.join(" or ")
        );
        declare(&arm.response.shape, &doc, &taken, &mut defs, errors);
    }
    if effective(options, |options| options.non_exhaustive.clone()).is_some() {
        for def in &mut defs {
            def.is_non_exhaustive = true;
        }
    }
    for def in defs.iter().filter(|def| def.is_non_exhaustive) {
        check_setters(def, errors);
    }
    let is_elsewhere = |def: &StructDef| {
        options
            .declared
            .iter()
            .any(|known| names::is_same(known, &def.ident))
    };
    defs.retain(|def| !is_elsewhere(def));
    defs
}

/// The constructor of a struct that may grow takes the name of a setter.
fn check_setters(def: &StructDef, errors: &Errors) {
    for (_, field, ty) in &def.fields {
        if field.unraw() == "new" && !matches!(presence(ty), Presence::Required) {
            errors.at(
                field,
                "the setter of `new` clashes with the constructor `new` of a `#[non_exhaustive]` struct\nhelp: rename the field, and give its wire name by `#[serde(rename = \"new\")]`",
            );
        }
    }
}

/// The option needs something that it is for.
pub(super) fn check_non_exhaustive(options: &Options, responses: &Responses, errors: &Errors) {
    let is_output_declared = matches!(responses.success, Success::Many { .. });
    if let Some(given) = &options.non_exhaustive
        && responses.structs.is_empty()
        && !is_output_declared
        && !responses.has_unknown
    {
        errors.at(
            &given.key,
            "`non_exhaustive` is for inline structs and an output enum, and this endpoint declares neither\nhelp: remove `non_exhaustive`",
        );
    }
}

/// The attributes without the derives that every inline struct already has: repeating them is an error.
fn without_own_derives(attrs: &[Attribute], errors: &Errors) -> Vec<Attribute> {
    let mut kept = attrs.to_vec();
    for attr in kept
        .iter_mut()
        .filter(|attr| attr.path().is_ident("derive"))
    {
        let Ok(traits) = attr.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)
        else {
            continue;
        };
        let is_own = |path: &&Path| {
            let last = path.segments.last().map(|segment| &segment.ident);
            last.is_some_and(|last| {
                ["Debug", "Clone", "Deserialize"]
                    .iter()
                    .any(|own| last == own)
            })
        };
        let (own, others): (Vec<_>, Vec<_>) = traits.iter().partition(is_own);
        let Some(first) = own.first() else { continue };
        let names: Vec<_> = own
            .iter()
            .map(|path| written(path.to_token_stream()))
            .collect();
        let names = suggest::list(names.iter().map(String::as_str));
        errors.at(
            first,
            format!("an inline struct already derives {names}\nhelp: remove {names}"),
        );
        *attr = syn::parse_quote!(#[derive(#(#others),*)]);
    }
    kept
}

fn declare(shape: &Shape, doc: &str, taken: &[Ident], defs: &mut Vec<StructDef>, errors: &Errors) {
    let def = match shape {
        Shape::Type(_) => return,
        Shape::Struct(def) => def,
        Shape::List(inner) | Shape::Option(inner) => {
            return declare(inner, doc, taken, defs, errors);
        }
    };
    let ident = &def.ident;
    if taken.iter().any(|known| names::is_same(known, ident)) {
        errors.at(
            ident,
            format!("`{ident}` is already the name of another type of this endpoint\nhelp: rename the inline struct"),
        );
        return;
    }
    if defs.iter().any(|known| names::is_same(&known.ident, ident)) {
        errors.at(
            ident,
            format!(
                "`{ident}` is declared twice\nhelp: declare it once, and write only its name here: `{ident}`"
            ),
        );
        return;
    }
    let mut attrs = without_own_derives(&def.attrs, errors);
    let is_open = |attr: &Attribute| attr.path().is_ident("non_exhaustive");
    let is_non_exhaustive = attrs.iter().any(is_open);
    attrs.retain(|attr| !is_open(attr));
    let fields = def.fields.iter().map(|field| {
        (
            field.attrs.clone(),
            field.ident.clone(),
            type_of(&field.shape),
        )
    });
    defs.push(StructDef {
        attrs,
        ident: ident.clone(),
        doc: doc.to_owned(),
        fields: fields.collect(),
        is_non_exhaustive,
    });
    for field in &def.fields {
        declare(
            &field.shape,
            &format!("`{}` of `{ident}`.", field.ident),
            taken,
            defs,
            errors,
        );
    }
}

/// The type of a shape once its structs are declared.
pub(super) fn type_of(shape: &Shape) -> Type {
    match shape {
        Shape::Type(ty) => ty.clone(),
        Shape::Struct(def) => Type::Path(TypePath {
            attrs: Vec::new(),
            qself: None,
            path: def.ident.clone().into(),
        }),
        Shape::List(item) => {
            let item = type_of(item);
            syn::parse_quote!(::std::vec::Vec<#item>)
        }
        Shape::Option(inner) => {
            let inner = type_of(inner);
            syn::parse_quote!(::core::option::Option<#inner>)
        }
    }
}
