//! Serializes the leftover fields as the body.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{Attribute, Ident, LitStr, Path};

use super::generics;
use crate::model::{Body, Endpoint, Field, FieldLocation, Presence, Serializer};
use crate::names::{self, braces};
use crate::serde_attr::SerdeAttr;

/// ```text
/// impl __BodyFields for UpdateLink {
///     fn serialize<__S: __Serializer>(&self, __serializer: __S) -> __Result<__S::Ok, __S::Error> {
///         let mut __fields = __begin(__serializer, "UpdateLink", 1, &[__some(&self.token)])?;
///         __field::<String, __S>(&mut __fields, "password", &self.password)?;
///         __optional_field::<String, __S>(&mut __fields, "token", &self.token)?;
///         __end::<__S>(__fields)
///     }
/// }
/// ```
pub(crate) fn impl_for(endpoint: &Endpoint) -> TokenStream {
    let Body::Fields { serializer, .. } = &endpoint.body else {
        return TokenStream::new();
    };
    let item = &endpoint.item;
    let name = &item.ident;
    let (_, ty_generics, _) = item.generics.split_for_impl();
    let generics = generics::serializable(endpoint);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let serialize = braces(match serializer {
        Serializer::Direct => direct(endpoint),
        Serializer::Derived(attrs) => vec![mirrored(endpoint, attrs)],
    });
    quote! {
        #[doc(hidden)]
        #[automatically_derived]
        impl #impl_generics __BodyFields for #name #ty_generics #where_clause {
            fn serialize<__S: __Serializer>(
                &self,
                __serializer: __S,
            ) -> __Result<__S::Ok, __S::Error> #serialize
        }
    }
}

fn body_fields(
    endpoint: &Endpoint,
) -> impl Iterator<Item = (&Field, &str, Option<&LitStr>, &[Attribute])> {
    endpoint
        .fields
        .iter()
        .filter_map(|field| match &field.location {
            FieldLocation::BodyField {
                name,
                skip_if,
                serde,
                ..
            } => Some((field, name.as_str(), skip_if.as_ref(), serde.as_slice())),
            _ => None,
        })
}

/// Handles only names and absence: the same calls that serde's derive would make, without a second struct.
fn direct(endpoint: &Endpoint) -> Vec<TokenStream> {
    let name = SerdeAttr::parse(&endpoint.item.attrs)
        .rename
        .unwrap_or_else(|| endpoint.item.ident.unraw().to_string());
    let mut required = 0_usize;
    let mut optional = Vec::new();
    let mut counts = Vec::new();
    let mut writes = Vec::new();
    for (field, wire, skip_if, _) in body_fields(endpoint) {
        let Field {
            ident, ty, cfgs, ..
        } = field;
        // Calls cost rustc less than branches, and most optional fields are these.
        // A bound of a generic field is one of its whole type.
        let is_generic = generics::mentions_type_param(ty, &endpoint.item.generics);
        if let (Presence::Optional(inner), None, [], false) =
            (&field.presence, skip_if, &cfgs[..], is_generic)
        {
            optional.push(quote!(__some(&self.#ident)));
            writes.push(
                quote!(__optional_field::<#inner, __S>(&mut __fields, #wire, &self.#ident)?;),
            );
            continue;
        }
        let write = quote!(__field::<#ty, __S>(&mut __fields, #wire, &self.#ident)?;);
        if let Some(is_absent) = is_absent(field, skip_if) {
            let write = braces([write]);
            counts.push(quote!(#(#cfgs)* if !#is_absent { __count += 1; }));
            writes.push(quote!(#(#cfgs)* if !#is_absent #write));
        } else if cfgs.is_empty() {
            required += 1;
            writes.push(write);
        } else {
            counts.push(quote!(#(#cfgs)* { __count += 1; }));
            writes.push(quote!(#(#cfgs)* #write));
        }
    }
    let mut stmts = Vec::new();
    let count = if counts.is_empty() {
        quote!(#required)
    } else {
        stmts.push(quote!(let mut __count = #required;));
        stmts.append(&mut counts);
        quote!(__count)
    };
    stmts
        .push(quote!(let mut __fields = __begin(__serializer, #name, #count, &[#(#optional),*])?;));
    stmts.append(&mut writes);
    stmts.push(quote!(__end::<__S>(__fields)));
    stmts
}

/// The condition under which a field is skipped, if any.
fn is_absent(field: &Field, skip_if: Option<&LitStr>) -> Option<TokenStream> {
    let ident = &field.ident;
    if let Some(path) = skip_if.and_then(|path| path.parse::<Path>().ok()) {
        return Some(quote!(#path(&self.#ident)));
    }
    match field.presence {
        Presence::Required => None,
        Presence::Optional(_) => Some(quote!(__Option::is_none(&self.#ident))),
        Presence::Patch => Some(quote!(__private::Patch::is_absent(&self.#ident))),
    }
}

/// A mirror of the struct for serde's derive, which supports all of serde's attributes and serializes the original struct (`remote`).
fn mirrored(endpoint: &Endpoint, container: &[Attribute]) -> TokenStream {
    let private = names::private(&endpoint.krate);
    let ident = &endpoint.item.ident;
    let text = |text: &str| LitStr::new(text, ident.span());
    let serde = text(&quote!(#private::serde).to_string().replace(' ', ""));
    let (remote, name) = (text(&ident.to_string()), ident.unraw().to_string());
    let rename = SerdeAttr::parse(container)
        .rename
        .is_none()
        .then(|| quote!(#[serde(rename = #name)]));
    let mirror = Ident::new("__Body", ident.span());
    let generics = generics::serializable(endpoint);
    let (mirrored_generics, _, where_clause) = generics.split_for_impl();
    let (_, ty_generics, _) = endpoint.item.generics.split_for_impl();
    let bounds: Vec<String> = body_fields(endpoint)
        .filter(|(field, ..)| generics::mentions_type_param(&field.ty, &endpoint.item.generics))
        .map(|(field, ..)| {
            let ty = &field.ty;
            quote!(#ty: #private::serde::Serialize).to_string()
        })
        .collect();
    let bounds = bounds.join(", ");
    let bound = (!bounds.is_empty()).then(|| quote!(#[serde(bound(serialize = #bounds))]));
    let fields = body_fields(endpoint).map(|(field, _, _, attrs)| {
        let Field {
            ident, ty, cfgs, ..
        } = field;
        let skip = absence(endpoint, field, attrs);
        quote!(#(#cfgs)* #(#attrs)* #skip #ident: #ty,)
    });
    quote! {
        #[derive(#private::serde::Serialize)]
        #[serde(crate = #serde, remote = #remote)]
        #rename
        #bound
        #(#container)*
        struct #mirror #mirrored_generics #where_clause {
            #(#fields)*
            #[serde(skip)]
            __callpoint: ::core::marker::PhantomData<#ident #ty_generics>,
        }
        #mirror::serialize(self, __serializer)
    }
}

/// `None` and `Absent` are skipped there too, unless the field has its own `skip_serializing_if`.
fn absence(endpoint: &Endpoint, field: &Field, attrs: &[Attribute]) -> Option<TokenStream> {
    let serde = SerdeAttr::parse(attrs);
    let is_flat = attrs
        .iter()
        .any(|attr| generics::mentions(&quote!(#attr), "flatten"));
    if serde.skip_if.is_some() || is_flat {
        return None;
    }
    let function = match field.presence {
        Presence::Required => return None,
        Presence::Optional(_) => "::core::option::Option::is_none".to_owned(),
        Presence::Patch => {
            let private = names::private(&endpoint.krate);
            format!(
                "{}::Patch::is_absent",
                quote!(#private).to_string().replace(' ', "")
            )
        }
    };
    Some(quote!(#[serde(skip_serializing_if = #function)]))
}
