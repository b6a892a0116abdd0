//! Model to tokens. This stage makes no decisions and cannot fail.

pub(crate) mod body;
pub(crate) mod constructor;
mod debug;
pub(crate) mod deserialize;
pub(crate) mod docs;
pub(crate) mod errors;
pub(crate) mod generics;
mod links;
pub(crate) mod meta;
pub(crate) mod read;
mod request;
pub(crate) mod responses;
pub(crate) mod schemas;
pub(crate) mod serve;
mod shared;
pub(crate) mod types;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, DeriveInput};

use self::responses::Items;
use crate::attrs::cfgs;
use crate::model::Endpoint;
use crate::names::{self, braces};
use crate::serde_attr::derives_serde;

/// The item, its response types, its implementation of `Endpoint`, and its constructor, setters and `call`.
pub(crate) fn expand(endpoint: &Endpoint) -> TokenStream {
    let Items { types, impls } = Items::of(endpoint.into());
    let cfgs = cfgs(&endpoint.item.attrs);
    let allowed = names::allowed_with(&endpoint.item.generics);
    let impls = [
        impls,
        debug::impl_for(endpoint),
        body::impl_for(endpoint),
        endpoint_impl(endpoint),
    ];
    let pieces = [
        item(endpoint),
        types,
        meta::constant(endpoint),
        names::block_with(&allowed, &endpoint.krate, &cfgs, impls),
        constructor::methods(constructor::Source::from(endpoint)),
        serve::of_endpoint(endpoint),
    ];
    pieces.into_iter().collect()
}

/// The struct as written, with the generated contract below its own docs.
fn item(endpoint: &Endpoint) -> TokenStream {
    let mut item = endpoint.item.clone();
    debug::take_derive(endpoint, &mut item);
    if !derives_serde(&item.attrs) {
        strip_serde(&mut item);
    }
    let contract = docs::contract(endpoint);
    let DeriveInput {
        attrs,
        vis,
        ident,
        generics,
        data,
    } = &item;
    let where_clause = &generics.where_clause;
    let (fields, semicolon) = match data {
        syn::Data::Struct(data) => (&data.fields, data.semi_token),
        // The model contains structs only.
        syn::Data::Enum(_) | syn::Data::Union(_) => return quote!(#item),
    };
    quote! {
        #(#attrs)*
        #[doc = #contract]
        #vis struct #ident #generics #where_clause #fields #semicolon
    }
}

/// serde's attributes are removed from a struct that derives no serde trait: they would not compile.
pub(crate) fn strip_serde(item: &mut DeriveInput) {
    let is_other = |attr: &Attribute| !attr.path().is_ident("serde");
    item.attrs.retain(is_other);
    if let syn::Data::Struct(data) = &mut item.data {
        for field in &mut data.fields {
            field.attrs.retain(is_other);
        }
    }
}

/// ```text
/// impl Endpoint for UpdateLink {
///     const META: &'static EndpointMeta = &…;
///     type Auth = Basic;
///     type Output = Link;
///     type Error = UpdateLinkError;
///     fn write(&self, request: &mut RequestWriter) { … }
///     fn read(response: &mut ResponseReader) -> Result<Link, ReadError<UpdateLinkError>> { … }
/// }
/// ```
fn endpoint_impl(endpoint: &Endpoint) -> TokenStream {
    let name = &endpoint.item.ident;
    let (_, ty_generics, _) = endpoint.item.generics.split_for_impl();
    let generics = generics::bounded(endpoint);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let meta = meta::value(endpoint);
    let auth = types::required_auth(endpoint);
    let output = types::output_type(endpoint.into());
    let error = types::error_type(endpoint.into());
    let write = braces(request::write_stmts(endpoint));
    let read = braces([read::read_expr(endpoint)]);
    // What docs show has no prefix: of a path they show the last word.
    // Each of the two functions has one caller, in another codegen unit: without `inline` it would stay a call.
    quote! {
        #[automatically_derived]
        impl #impl_generics __Endpoint for #name #ty_generics #where_clause {
            const META: &'static __private::EndpointMeta = #meta;
            type Auth = #auth;
            type Output = #output;
            type Error = #error;

            #[inline]
            fn write(&self, request: &mut __private::RequestWriter) #write

            #[inline]
            fn read(response: &mut __private::ResponseReader) -> __private::Result<Self::Output, __private::ReadError<Self::Error>> #read
        }
    }
}
