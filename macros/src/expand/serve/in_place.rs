//! Serializes the structs that are declared in place, which are otherwise only read.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{Attribute, Ident, LitStr, Path};

use crate::expand::deserialize;
use crate::model::StructDef;
use crate::names::has_ident;
use crate::names::{self, braces};

/// The implementation, unless the struct derives it.
pub(super) fn serialize(def: &StructDef, krate: &Path) -> Option<TokenStream> {
    let derives =
        |attr: &Attribute| attr.path().is_ident("derive") && has_ident(&quote!(#attr), "Serialize");
    if def.attrs.iter().any(derives) {
        return None;
    }
    let ident = &def.ident;
    let serialize = braces(match deserialize::wire_names(def) {
        Some(names) => direct(def, &names),
        None => vec![mirrored(def, krate)],
    });
    Some(quote! {
        #[automatically_derived]
        impl __private::serde::Serialize for #ident {
            fn serialize<__S: __Serializer>(
                &self,
                __serializer: __S,
            ) -> __Result<__S::Ok, __S::Error> #serialize
        }
    })
}

/// ```text
/// let mut __fields = __private::served::begin(__serializer, "Problem", 1usize)?;
/// __private::served::field::<String, __S>(&mut __fields, "code", &self.code)?;
/// __end::<__S>(__fields)
/// ```
fn direct(def: &StructDef, wire: &[String]) -> Vec<TokenStream> {
    let (name, count) = (def.ident.unraw().to_string(), def.fields.len());
    let mut stmts = vec![quote! {
        let mut __fields = __private::served::begin(__serializer, #name, #count)?;
    }];
    for ((_, ident, ty), wire) in def.fields.iter().zip(wire) {
        stmts.push(
            quote!(__private::served::field::<#ty, __S>(&mut __fields, #wire, &self.#ident)?;),
        );
    }
    stmts.push(quote!(__end::<__S>(__fields)));
    stmts
}

/// By serde's derive, which supports all of serde's attributes.
fn mirrored(def: &StructDef, krate: &Path) -> TokenStream {
    let private = names::private(krate);
    let ident = &def.ident;
    let text = |text: &str| LitStr::new(text, ident.span());
    let serde = text(&quote!(#private::serde).to_string().replace(' ', ""));
    let remote = text(&ident.to_string());
    let is_serde = |attr: &&Attribute| attr.path().is_ident("serde");
    let container = def.attrs.iter().filter(is_serde);
    let fields = def.fields.iter().map(|(attrs, ident, ty)| {
        let attrs = attrs.iter().filter(is_serde);
        quote!(#(#attrs)* #ident: #ty,)
    });
    let mirror = Ident::new("__Body", ident.span());
    quote! {
        #[derive(#private::serde::Serialize)]
        #[serde(crate = #serde, remote = #remote)]
        #(#container)*
        struct #mirror {
            #(#fields)*
        }
        #mirror::serialize(self, __serializer)
    }
}
