//! `#[derive(OpenEnum)]`: an enum of strings that keeps undocumented values.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, Ident, Path, Type};

use crate::attrs::cfgs;
use crate::diag::{Errors, to_compile_errors};
use crate::error_set::krate;
use crate::hygiene;
use crate::names;
use crate::serde_attr::{self, SerdeAttr};

/// The variants by their wire names, and the one that keeps the rest.
struct Open<'a> {
    known: Vec<(&'a Ident, String, Vec<String>)>,
    rest: &'a Ident,
}

pub(crate) fn run(input: TokenStream) -> TokenStream {
    hygiene::apart([input], |[input]| derive(input))
}

fn derive(input: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(input) {
        Ok(item) => item,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let krate = krate(&item, &errors);
    let open = open(&item, &errors);
    let mistakes = errors.finish();
    match open.filter(|_| mistakes.is_empty()) {
        Some(open) => impls(&item, &krate, &open),
        None => to_compile_errors(&mistakes),
    }
}

fn open<'a>(item: &'a DeriveInput, errors: &Errors) -> Option<Open<'a>> {
    let Data::Enum(data) = &item.data else {
        errors.at(
            &item.ident,
            "expected `enum`\nnote: `OpenEnum` is derived for an enum of strings that may grow",
        );
        return None;
    };
    serde_attr::check(&item.attrs, errors);
    let container = SerdeAttr::parse(&item.attrs);
    let mut open = Open {
        known: Vec::new(),
        rest: &item.ident,
    };
    let mut rest = None;
    for variant in &data.variants {
        serde_attr::check(&variant.attrs, errors);
        match &variant.fields {
            Fields::Unit => {
                let serde = SerdeAttr::parse(&variant.attrs);
                let wire = serde.variant_name(&variant.ident, &container);
                open.known.push((&variant.ident, wire, serde.aliases));
            }
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 && rest.is_none() => {
                rest = Some(&variant.ident);
                if let Some(field) = fields
                    .unnamed
                    .first()
                    .filter(|field| !may_be_text(&field.ty))
                {
                    errors.at(
                        &field.ty,
                        format!("`{}` keeps every other value, so it carries a `String`\nhelp: write `String`", variant.ident),
                    );
                }
            }
            fields => {
                errors.at(
                    fields,
                    format!("`{}` carries a value\nhelp: remove it; only one variant carries a value, a `String` for everything else", variant.ident),
                );
                rest = rest.or(Some(&variant.ident));
            }
        }
    }
    if rest.is_none() {
        errors.at(
            &item.ident,
            format!(
                "`{}` has no variant for undocumented values\nhelp: add `Unknown(String)`",
                item.ident
            ),
        );
    }
    open.rest = rest?;
    Some(open)
}

/// Whether it may be a `String`, by any name.
fn may_be_text(ty: &Type) -> bool {
    const OTHERS: [&str; 15] = [
        "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32",
        "i64", "i128", "isize",
    ];
    let Type::Path(path) = names::peeled(ty) else {
        return false;
    };
    (path.path.segments.last()).is_some_and(|last| {
        last.arguments.is_none() && OTHERS.iter().all(|other| last.ident != other)
    })
}

/// ```text
/// impl Display for Status { … "valid" … }
/// impl From<&str> for Status { … }
/// impl FromStr for Status { … }
/// impl Serialize for Status { … }
/// impl Deserialize for Status { … }
/// ```
fn impls(item: &DeriveInput, krate: &Path, open: &Open<'_>) -> TokenStream {
    let (name, rest) = (&item.ident, open.rest);
    let (impl_generics, ty_generics, where_clause) = item.generics.split_for_impl();
    let to_text = open
        .known
        .iter()
        .map(|(variant, wire, _)| quote!(Self::#variant => #wire,));
    let from_text = open
        .known
        .iter()
        .map(|(variant, wire, aliases)| quote!(#wire #(| #aliases)* => Self::#variant,));
    let impls = quote! {
        #[automatically_derived]
        impl #impl_generics __Display for #name #ty_generics #where_clause {
            fn fmt(&self, f: &mut __private::Formatter<'_>) -> __private::fmt::Result {
                __Formatter::write_str(
                    f,
                    match self { #(#to_text)* Self::#rest(__other) => __other },
                )
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::convert::From<&__str> for #name #ty_generics #where_clause {
            fn from(text: &__str) -> Self {
                match text {
                    #(#from_text)*
                    __other => Self::#rest(__private::other_value(__other)),
                }
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::str::FromStr for #name #ty_generics #where_clause {
            type Err = __private::Infallible;

            fn from_str(text: &__str) -> __private::Result<Self, __private::Infallible> {
                __Ok(<Self as ::core::convert::From<&__str>>::from(text))
            }
        }

        #[automatically_derived]
        impl #impl_generics __serde::Serialize for #name #ty_generics #where_clause {
            fn serialize<S: __private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> __private::Result<S::Ok, S::Error> {
                __Serializer::collect_str(serializer, self)
            }
        }

        #[automatically_derived]
        impl<'de> __Deserialize<'de> for #name #ty_generics #where_clause {
            fn deserialize<D: __private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> __private::Result<Self, D::Error> {
                __private::open_enum(deserializer)
            }
        }
    };
    names::block(krate, &cfgs(&item.attrs), [impls])
}
