//! Reading the structs that are declared in an arm.

use std::collections::HashSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, Ident, Index, LitStr, Path, Type};

use crate::case::Case;
use crate::model::StructDef;
use crate::names;

/// A field that is read by its name.
struct Field<'a> {
    ident: &'a Ident,
    ty: &'a Type,
    name: String,
    /// Whether it has its type's default where it is missing.
    has_default: bool,
}

/// An implementation with little code of its own, or `None` where an attribute asks for what serde's derive alone can do.
///
/// ```text
/// impl Deserialize for Problem { fn deserialize(deserializer) { in_place::deserialize(deserializer) } }
/// impl Fields for Problem { type Slots = …; fn read(slots, number, map) { … } fn fill(slots, seq) { … } fn finish(slots) { … } }
/// ```
pub(crate) fn lean(def: &StructDef, krate: &Path, cfgs: &[Attribute]) -> Option<TokenStream> {
    let fields = fields(def).filter(|fields| !fields.is_empty())?;
    let private = names::private(krate);
    let ident = &def.ident;
    let name = ident.unraw().to_string();
    let slots = slots(&fields);
    let wire = fields.iter().map(|field| &field.name);
    let read = reads(&fields, &private);
    let fill = fills(&fields, &name, &private);
    let finish = finish(&fields, &private);
    let derived = names::derived();
    Some(quote! {
        #(#cfgs)*
        const _: () = {
            #slots

            #derived
            impl<'de> #private::serde::Deserialize<'de> for #ident {
                fn deserialize<__D: #private::serde::Deserializer<'de>>(
                    __deserializer: __D,
                ) -> ::core::result::Result<Self, __D::Error> {
                    #private::in_place::deserialize(__deserializer)
                }
            }

            #derived
            impl<'de> #private::in_place::Fields<'de> for #ident {
                const NAME: &'static str = #name;
                const FIELDS: &'static [&'static str] = &[#(#wire),*];
                type Slots = __Slots;

                fn read<__A: #private::serde::de::MapAccess<'de>>(
                    __slots: &mut __Slots,
                    __number: usize,
                    __map: &mut __A,
                ) -> ::core::result::Result<(), __A::Error> {
                    match __number {
                        #read
                        _ => ::core::result::Result::Ok(()),
                    }
                }

                fn fill<__A: #private::serde::de::SeqAccess<'de>>(
                    __slots: &mut __Slots,
                    __seq: &mut __A,
                ) -> ::core::result::Result<(), __A::Error> {
                    let mut __error = ::core::option::Option::None;
                    #fill
                    #private::in_place::outcome(__error)
                }

                #finish
            }
        };
    })
}

/// Where the values wait until all have come: by number, for what is allowed of a field's name is allowed for the user's own struct.
fn slots(fields: &[Field<'_>]) -> TokenStream {
    let types = fields.iter().map(|field| field.ty);
    let nones = fields.iter().map(|_| quote!(::core::option::Option::None));
    quote! {
        #[allow(deprecated, unreachable_pub, unnameable_types, missing_docs, missing_debug_implementations)]
        pub struct __Slots(#(::core::option::Option<#types>),*);

        #[allow(deprecated)]
        impl ::core::default::Default for __Slots {
            fn default() -> Self {
                Self(#(#nones),*)
            }
        }
    }
}

fn reads(fields: &[Field<'_>], private: &TokenStream) -> TokenStream {
    let reads = fields.iter().enumerate().map(|(number, field)| {
        let Field { ty, name, .. } = field;
        let slot = Index::from(number);
        // What is wrong with a type is said of the type.
        let read = quote_spanned!(ty.span()=> #private::in_place::read::<#ty, _>);
        quote!(#number => #read(__map, &mut __slots.#slot, #name),)
    });
    reads.collect()
}

fn fills(fields: &[Field<'_>], name: &str, private: &TokenStream) -> TokenStream {
    let count = fields.len();
    let fills = fields.iter().enumerate().map(|(number, field)| {
        let ty = field.ty;
        let slot = Index::from(number);
        if field.has_default {
            let fill = quote_spanned!(ty.span()=> #private::in_place::fill_if_there::<#ty, _>);
            quote!(#fill(__seq, &mut __slots.#slot, &mut __error);)
        } else {
            let fill = quote_spanned!(ty.span()=> #private::in_place::fill::<#ty, _>);
            quote!(#fill(__seq, &mut __slots.#slot, #number, (#name, #count), &mut __error);)
        }
    });
    fills.collect()
}

fn finish(fields: &[Field<'_>], private: &TokenStream) -> TokenStream {
    let ready = fields.iter().enumerate().map(|(number, field)| {
        let Field { ty, name, .. } = field;
        let slot = Index::from(number);
        if field.has_default {
            let ready = quote_spanned!(ty.span()=> #private::in_place::ready_by_default::<#ty>);
            return quote!(#ready(&mut __slots.#slot););
        }
        let ready = quote_spanned!(ty.span()=> #private::in_place::ready::<#ty, __E>);
        quote!(#ready(&mut __slots.#slot, #name, &mut __error);)
    });
    let idents: Vec<_> = fields.iter().map(|field| field.ident).collect();
    // A field's own name in a pattern could mean a constant of the user's.
    let values: Vec<_> = (0..fields.len())
        .map(|number| format_ident!("__value{number}"))
        .collect();
    quote! {
        fn finish<__E: #private::serde::de::Error>(
            mut __slots: __Slots,
        ) -> ::core::result::Result<Self, __E> {
            let mut __error = ::core::option::Option::None;
            #(#ready)*
            if let ::core::option::Option::Some(__error) = __error {
                return ::core::result::Result::Err(__error);
            }
            match __slots {
                __Slots(#(::core::option::Option::Some(#values)),*) => {
                    ::core::result::Result::Ok(Self { #(#idents: #values),* })
                }
                _ => #private::in_place::never(),
            }
        }
    }
}

fn fields(def: &StructDef) -> Option<Vec<Field<'_>>> {
    let mut rule = None;
    read_rule(&def.attrs, &mut rule)?;
    if is_for_others(def) {
        return None;
    }
    let fields = def.fields.iter().map(|(attrs, ident, ty)| {
        // Beside the struct the word would mean something else.
        if names_itself(ty.to_token_stream()) {
            return None;
        }
        let mut field = Field {
            ident,
            ty,
            name: ident.unraw().to_string(),
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
    // Of two with one name the derive says that the second is never read.
    (names.len() == fields.len()).then_some(fields)
}

/// Whether another derive may want to know what is said to serde: where we read the struct ourselves, it is said to nobody.
fn is_for_others(def: &StructDef) -> bool {
    let has = |attrs: &[Attribute], name| attrs.iter().any(|attr| attr.path().is_ident(name));
    let mut on_fields = def.fields.iter().map(|(attrs, ..)| attrs);
    has(&def.attrs, "derive")
        && (has(&def.attrs, "serde") || on_fields.any(|attrs| has(attrs, "serde")))
}

fn names_itself(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "Self",
        TokenTree::Group(group) => names_itself(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// `rename_all`, where it is given; `None` where anything else is.
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

/// `rename` and `default`; `None` where anything else is, and where one is twice.
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
