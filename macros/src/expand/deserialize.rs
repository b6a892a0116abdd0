//! Deserializes inline structs.

use std::collections::HashSet;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{Attribute, Ident, Index, LitStr, Path, Type};

use super::generics::mentions;
use crate::attrs::doc_text;
use crate::case::Case;
use crate::hygiene::VALUES;
use crate::model::{StructDef, optional_type};
use crate::names::{braces, type_name};

/// A field that is read by its name.
struct Field<'a> {
    ident: &'a Ident,
    ty: &'a Type,
    name: String,
    doc: String,
    /// Whether it has `#[serde(default)]`.
    has_default: bool,
}

/// A compact implementation, or `None` if an attribute needs serde's derive.
///
/// ```text
/// impl Deserialize for Problem { fn deserialize(deserializer) { inline_struct::deserialize(deserializer) } }
/// impl Fields for Problem { type Slots = …; fn read(slots, number, values) { … } fn finish(slots, missing) { … } }
/// ```
pub(crate) fn inline(def: &StructDef, krate: &Path) -> Option<TokenStream> {
    let fields = fields(def).filter(|fields| !fields.is_empty())?;
    let ident = &def.ident;
    let name = ident.unraw().to_string();
    // Holds the values until all are read. Its name and its numbered fields are ours, so that naming lints do not apply.
    let slots = format_ident!("__{}Slots", ident.unraw(), span = Span::call_site());
    let wire = fields.iter().map(|field| &field.name);
    let types = fields.iter().map(|field| field.ty);
    let none = fields.iter().map(|_| quote!(__None));
    let reads = braces(reads(&fields).chain([quote!(_ => __Ok(()),)]));
    let finish = finish(&fields, &slots, krate);
    let schema = schema(def, &fields, krate);
    Some(quote! {
        #schema

        pub struct #slots(#(__Option<#types>),*);

        #[automatically_derived]
        impl<'de> __Deserialize<'de> for #ident {
            fn deserialize<D: __private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> __private::Result<Self, D::Error> {
                __deserialize(deserializer)
            }
        }

        #[doc(hidden)]
        #[automatically_derived]
        impl<'de> __Fields<'de> for #ident {
            const NAME: &'static __str = #name;
            const FIELDS: &'static [&'static __str] = &[#(#wire),*];
            type Slots = #slots;
            const EMPTY: #slots = #slots(#(#none),*);

            fn read<__V: __Values<'de>>(
                __slots: &mut #slots,
                __number: __usize,
                __values: &mut __V,
            ) -> __Result<(), __V::Error> {
                match __number #reads
            }

            #finish
        }
    })
}

/// The names of the fields in the body, unless an attribute needs serde's derive.
pub(super) fn wire_names(def: &StructDef) -> Option<Vec<String>> {
    let fields = fields(def)?;
    Some(fields.into_iter().map(|field| field.name).collect())
}

/// The schema, where the runtime's feature `schema` is on and the user derives none.
fn schema(def: &StructDef, fields: &[Field<'_>], krate: &Path) -> Option<TokenStream> {
    let is_derived = def.attrs.iter().any(|attr| attr.path().is_ident("derive"))
        && mentions(&attrs_tokens(&def.attrs), "JsonSchema");
    if is_derived {
        return None;
    }
    let ident = &def.ident;
    let (name, doc) = (ident.unraw().to_string(), doc_text(&def.attrs));
    let fields = fields.iter().map(|field| {
        let Field {
            ty,
            name,
            doc,
            has_default,
            ..
        } = field;
        let type_name = type_name(ty);
        let is_optional = *has_default || optional_type(ty).is_some();
        quote!([#name, [#ty], #type_name, #is_optional, #doc])
    });
    Some(quote!(#krate::__private::__struct_schema!(#ident, #name, #doc, #(#fields),*);))
}

fn attrs_tokens(attrs: &[Attribute]) -> TokenStream {
    quote!(#(#attrs)*)
}

fn reads(fields: &[Field<'_>]) -> impl Iterator<Item = TokenStream> {
    fields.iter().enumerate().map(|(number, Field { ty, .. })| {
        let slot = Index::from(number);
        let mut arm = quote!(#number =>);
        // Errors about a type are reported at the type.
        arm.extend(quote!(__read::<#ty, _>));
        arm.extend(quote!((__values, &mut __slots.#slot),));
        arm
    })
}

fn finish(fields: &[Field<'_>], slots: &Ident, krate: &Path) -> TokenStream {
    let ready = fields.iter().enumerate().map(|(number, field)| {
        let (slot, ty) = (Index::from(number), field.ty);
        let mut ready = if field.has_default {
            quote!(__ready_by_default::<#ty, _>)
        } else {
            quote!(__ready::<#ty, __E>)
        };
        ready.extend(quote!((&mut __slots.#slot, &mut __missing);));
        ready
    });
    let idents = fields.iter().map(|field| field.ident);
    // A field's own name in a pattern could resolve to a constant of the user's.
    let values: Vec<_> = (0..fields.len())
        .map(|number| format_ident!("__value{number}"))
        .collect();
    let made = quote! {
        match __slots {
            #slots(#(__Some(#values)),*) => __Ok(Self { #(#idents: #values),* }),
            _ => __Err(__Missing::mistake(__missing)),
        }
    };
    let more = values
        .iter()
        .skip(VALUES)
        .map(|value| quote!(#[allow(unused_imports)] use #krate::__private::variable as #value;));
    let body = braces(more.chain(ready).chain([made]));
    quote! {
        fn finish<__E: __DeError>(
            mut __slots: #slots,
            mut __missing: __Missing<__E>,
        ) -> __Result<Self, __E> #body
    }
}

fn fields(def: &StructDef) -> Option<Vec<Field<'_>>> {
    let mut rule = None;
    read_rule(&def.attrs, &mut rule)?;
    if is_for_others(def) {
        return None;
    }
    let fields = def.fields.iter().map(|(attrs, ident, ty)| {
        // Outside the struct, `Self` would be a different type.
        if mentions(&ty.to_token_stream(), "Self") {
            return None;
        }
        let mut field = Field {
            ident,
            ty,
            name: ident.unraw().to_string(),
            doc: doc_text(attrs),
            has_default: false,
        };
        if let Some(rule) = rule {
            field.name = rule.of_field(&field.name);
        }
        read_attrs(attrs, &mut field)?;
        Some(field)
    });
    let fields: Vec<_> = fields.collect::<Option<_>>()?;
    let names: HashSet<_> = fields.iter().map(|field| field.name.as_str()).collect();
    // For duplicate names, the derive reports that the second is never read.
    (names.len() == fields.len()).then_some(fields)
}

/// Whether another derive may read the serde attributes, which our own implementation removes.
fn is_for_others(def: &StructDef) -> bool {
    let has = |attrs: &[Attribute], name| attrs.iter().any(|attr| attr.path().is_ident(name));
    let mut on_fields = def.fields.iter().map(|(attrs, ..)| attrs);
    has(&def.attrs, "derive")
        && (has(&def.attrs, "serde") || on_fields.any(|attrs| has(attrs, "serde")))
}

/// The `rename_all` rule, if given; `None` if there is any other attribute.
fn read_rule(attrs: &[Attribute], rule: &mut Option<Case>) -> Option<()> {
    for attr in attrs.iter().filter(|attr| !attr.path().is_ident("doc")) {
        if attr.path().is_ident("serde") {
            attr.parse_nested_meta(|meta| {
                let text: LitStr = meta.value()?.parse()?;
                let is_first = meta.path.is_ident("rename_all") && rule.is_none();
                *rule = Case::from_rule(&text.value()).filter(|_| is_first);
                rule.map(drop).ok_or_else(|| meta.error("for the derive"))
            })
            .ok()?;
        } else if attr.path().is_ident("cfg_attr") {
            return None;
        }
    }
    Some(())
}

/// Reads `rename` and `default`; `None` if there is any other attribute, or a duplicate.
fn read_attrs(attrs: &[Attribute], field: &mut Field<'_>) -> Option<()> {
    let mut is_renamed = false;
    for attr in attrs.iter().filter(|attr| !attr.path().is_ident("doc")) {
        if !attr.path().is_ident("serde") {
            return None;
        }
        attr.parse_nested_meta(|meta| {
            let has_value = meta.input.peek(syn::Token![=]);
            if meta.path.is_ident("rename")
                && has_value
                && !std::mem::replace(&mut is_renamed, true)
            {
                field.name = meta.value()?.parse::<LitStr>()?.value();
                Ok(())
            } else if meta.path.is_ident("default") && !has_value && !field.has_default {
                field.has_default = true;
                Ok(())
            } else {
                Err(meta.error("for the derive"))
            }
        })
        .ok()?;
    }
    Some(())
}
