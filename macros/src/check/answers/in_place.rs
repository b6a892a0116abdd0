//! The structs that are declared where they are answered.

use quote::ToTokens as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, DeriveInput, Ident, Path, Token};

use crate::diag::Errors;
use crate::model::{StructDef, type_of};
use crate::names;
use crate::parse::arms::{Arm, Shape};
use crate::parse::options::written;
use crate::suggest;

/// The same without a word about what is wrong with them.
pub(in crate::check) fn declared(arms: &[Arm], item: &DeriveInput) -> Vec<StructDef> {
    let unheard = Errors::new();
    let structs = structs(arms, item, &unheard);
    unheard.finish();
    structs
}

/// Every struct that is declared in an arm, the outer before the inner.
pub(super) fn structs(arms: &[Arm], item: &DeriveInput, errors: &Errors) -> Vec<StructDef> {
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
            "What `{}` answers with status {}.",
            item.ident,
            statuses.join(" or ")
        );
        declare(&arm.answer.shape, &doc, &taken, &mut defs, errors);
    }
    defs
}

/// The attributes without the derives that every answer declared in place has anyway: it cannot have them twice.
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
            format!("an answer that is declared in place has {names} anyway\nhelp: remove {names}"),
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
    if taken.contains(ident) {
        errors.at(
            ident,
            format!("`{ident}` is the name of another type of this endpoint\nhelp: give the answer another name"),
        );
        return;
    }
    if defs.iter().any(|known| known.ident == *ident) {
        errors.at(
            ident,
            format!(
                "`{ident}` is declared twice\nhelp: declare it once, and name it here: `{ident}`"
            ),
        );
        return;
    }
    let attrs = without_own_derives(&def.attrs, errors);
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
