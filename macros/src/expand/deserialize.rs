//! Deserializes structs: those declared inline, and those with our derive.

pub(crate) mod bounds;

use std::collections::HashSet;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use syn::ext::IdentExt as _;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Generics, Ident, Index, Path, Type, TypePath};

use self::bounds::Value;
use super::generics::{self, mentions};
use crate::attrs::doc_text;
use crate::case::Case;
use crate::hygiene::VALUES;
use crate::model::{StructDef, optional_type};
use crate::names::{braces, type_name};
use crate::serde_attr::{both_sides, is_alone, text_of};

/// A struct whose fields are read by their names.
pub(crate) struct Compact<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) generics: Generics,
    fields: Vec<Field<'a>>,
}

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
pub(crate) fn inline(def: &StructDef, krate: &Path) -> Option<TokenStream> {
    let compact = Compact {
        ident: &def.ident,
        generics: Generics::default(),
        fields: fields(def).filter(|fields| !fields.is_empty())?,
    };
    let schema = schema(def, &compact.fields, krate);
    let impls = compact.impls(krate);
    Some(quote!(#schema #impls))
}

impl<'a> Compact<'a> {
    /// `None` if there are no fields, or an attribute needs serde's derive.
    pub(crate) fn of(
        ident: &'a Ident,
        generics: &Generics,
        attrs: &[Attribute],
        fields: impl Iterator<Item = (&'a [Attribute], &'a Ident, &'a Type)>,
    ) -> Option<Self> {
        let fields = named(attrs, fields).filter(|fields| !fields.is_empty())?;
        Some(Self {
            ident,
            generics: generics::plain(generics),
            fields,
        })
    }

    /// ```text
    /// impl Deserialize for Problem { fn deserialize(deserializer) { inline_struct::deserialize(deserializer) } }
    /// impl Fields for Problem { type Slots = …; fn read(slots, number, values) { … } fn finish(slots, missing) { … } }
    /// ```
    pub(crate) fn impls(&self, krate: &Path) -> TokenStream {
        let Self {
            ident,
            generics,
            fields,
        } = self;
        let name = ident.unraw().to_string();
        // Holds the values until all are read. Its name and its numbered fields are ours, so that naming lints do not apply.
        let slots = format_ident!("__{}Slots", ident.unraw(), span = Span::call_site());
        let wire = fields.iter().map(|field| &field.name);
        let types = fields.iter().map(|field| field.ty);
        let none = fields.iter().map(|_| quote!(__None));
        let reads = braces(reads(fields).chain([quote!(_ => __Ok(()),)]));
        let (slot_generics, ty_generics, slot_where) = generics.split_for_impl();
        let finish = finish(fields, &quote!(#slots #ty_generics), &slots, krate);
        let readable = self.readable();
        let (impl_generics, _, where_clause) = readable.split_for_impl();
        let deserialize = deserialize_impl(&readable, ident, &ty_generics, &quote!(__deserialize));
        quote! {
            pub struct #slots #slot_generics (#(__Option<#types>),*) #slot_where;

            #deserialize

            #[doc(hidden)]
            #[automatically_derived]
            impl #impl_generics __Fields<'de> for #ident #ty_generics #where_clause {
                const NAME: &'static __str = #name;
                const FIELDS: &'static [&'static __str] = &[#(#wire),*];
                type Slots = #slots #ty_generics;

                fn empty() -> #slots #ty_generics {
                    #slots(#(#none),*)
                }

                fn read<__V: __Values<'de>>(
                    __slots: &mut #slots #ty_generics,
                    __number: __usize,
                    __values: &mut __V,
                ) -> __Result<(), __V::Error> {
                    match __number #reads
                }

                #finish
            }
        }
    }

    /// The generics of the implementations: with the lifetime of what is read, and the bounds that serde's derive adds.
    fn readable(&self) -> Generics {
        let values = self.fields.iter().map(|field| Value {
            ty: field.ty,
            is_read: true,
            has_default: field.has_default,
        });
        bounds::readable(&self.generics, values)
    }
}

/// `impl<'de> Deserialize<'de> for Problem`, by a function.
pub(crate) fn deserialize_impl(
    readable: &Generics,
    ident: &Ident,
    ty_generics: &syn::TypeGenerics<'_>,
    function: &TokenStream,
) -> TokenStream {
    let (impl_generics, _, where_clause) = readable.split_for_impl();
    // A parameter of the user's may have the name that docs show.
    let is_taken = readable.type_params().any(|param| param.ident == "D");
    let param = Ident::new(if is_taken { "__D" } else { "D" }, Span::call_site());
    quote! {
        #[automatically_derived]
        impl #impl_generics __Deserialize<'de> for #ident #ty_generics #where_clause {
            fn deserialize<#param: __private::serde::Deserializer<'de>>(
                deserializer: #param,
            ) -> __private::Result<Self, #param::Error> {
                #function(deserializer)
            }
        }
    }
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
        // Errors about a type are reported at the type: once, since `finish` asks the same trait for the same.
        arm.extend(quote!(__Fill::fill::<#ty>));
        arm.extend(quote!((__values, &mut __slots.#slot),));
        arm
    })
}

fn finish(
    fields: &[Field<'_>],
    slots_type: &TokenStream,
    slots: &Ident,
    krate: &Path,
) -> TokenStream {
    let ready = fields.iter().enumerate().map(|(number, field)| {
        let (slot, ty) = (Index::from(number), field.ty);
        let mut ready = if field.has_default {
            quote!(__ready_by_default::<#ty, _>)
        } else {
            quote!(__Fill::fill::<#ty>)
        };
        ready.extend(quote!((&mut __missing, &mut __slots.#slot);));
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
            mut __slots: #slots_type,
            mut __missing: __Missing<__E>,
        ) -> __Result<Self, __E> #body
    }
}

fn fields(def: &StructDef) -> Option<Vec<Field<'_>>> {
    // Of other attributes, `cfg` among them, the derive knows what they mean.
    let is_known = |attr: &Attribute| attr.path().is_ident("doc") || attr.path().is_ident("serde");
    let mut on_fields = def.fields.iter().flat_map(|(attrs, ..)| attrs);
    let is_conditional = def
        .attrs
        .iter()
        .any(|attr| attr.path().is_ident("cfg_attr"));
    if !on_fields.all(is_known) || is_conditional || is_for_others(def) {
        return None;
    }
    let fields = def
        .fields
        .iter()
        .map(|(attrs, ident, ty)| (&attrs[..], ident, ty));
    named(&def.attrs, fields)
}

/// The fields by their names in the body, unless an attribute needs serde's derive.
fn named<'a>(
    container: &[Attribute],
    fields: impl Iterator<Item = (&'a [Attribute], &'a Ident, &'a Type)>,
) -> Option<Vec<Field<'a>>> {
    let mut rule = None;
    read_rule(container, &mut rule)?;
    let fields = fields.map(|(attrs, ident, ty)| {
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

/// The `rename_all` rule, if given; `None` if there is an attribute that only the derive knows.
fn read_rule(attrs: &[Attribute], rule: &mut Option<Case>) -> Option<()> {
    read_each(attrs, |word, meta| {
        match word {
            "crate" => text_of::<Path>(meta)?,
            "into" => text_of::<Type>(meta)?,
            "rename_all" => {
                let [written, read] = both_sides(meta)?.map(|text| {
                    text.map(|text| Case::from_rule(&text).ok_or_else(|| meta.error(ELSE)))
                });
                written.transpose()?;
                *rule = read.transpose()?;
            }
            _ => return Err(meta.error(ELSE)),
        }
        Ok(())
    })
}

/// Reads `rename` and `default`; `None` if there is an attribute that only the derive knows.
fn read_attrs(attrs: &[Attribute], field: &mut Field<'_>) -> Option<()> {
    read_each(attrs, |word, meta| {
        match word {
            "rename" => {
                let [_, name] = both_sides(meta)?;
                field.name = name.unwrap_or_else(|| std::mem::take(&mut field.name));
            }
            "default" if is_alone(meta) => field.has_default = true,
            // These concern what is written.
            "skip_serializing" if is_alone(meta) => {}
            "skip_serializing_if" | "serialize_with" => text_of::<TypePath>(meta)?,
            _ => return Err(meta.error(ELSE)),
        }
        Ok(())
    })
}

/// What nobody sees: the derive is run then, which reports it if it is a mistake.
const ELSE: &str = "for the derive";

/// Reads each word of the serde attributes; `None` if one is a duplicate or in a form that only the derive knows.
fn read_each(
    attrs: &[Attribute],
    mut read: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<()>,
) -> Option<()> {
    let mut words = HashSet::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        attr.parse_nested_meta(|meta| {
            let word = meta.path.get_ident().map(ToString::to_string);
            let word = word.ok_or_else(|| meta.error(ELSE))?;
            read(&word, &meta)?;
            if words.insert(word) {
                Ok(())
            } else {
                Err(meta.error(ELSE))
            }
        })
        .ok()?;
    }
    Some(())
}
