//! Model to tokens. Nothing is decided here, and nothing can fail.

pub(crate) mod answers;
pub(crate) mod body;
pub(crate) mod constructor;
mod debug;
mod deserialize;
mod docs;
pub(crate) mod generics;
mod meta;
pub(crate) mod read;
pub(crate) mod refusals;
mod request;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, DeriveInput};

use self::answers::Items;
use crate::check::derives_serde;
use crate::model::Endpoint;
use crate::names::{self, braces};
use crate::parse::fields::cfgs;
use crate::parse::options::Auth;

/// The item, its answers, its implementation of `Endpoint`, and its constructor, setters and `call`.
pub(crate) fn expand(endpoint: &Endpoint) -> TokenStream {
    let Items { types, impls } = Items::of(endpoint.into());
    let cfgs = cfgs(&endpoint.item.attrs);
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
        names::block(&endpoint.krate, &cfgs, impls),
        constructor::methods(constructor::Source::from(endpoint)),
    ];
    pieces.into_iter().collect()
}

/// The struct as it was written, with the contract below its own docs.
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
        // The model is made of structs only.
        syn::Data::Enum(_) | syn::Data::Union(_) => return quote!(#item),
    };
    quote! {
        #(#attrs)*
        #[doc = #contract]
        #vis struct #ident #generics #where_clause #fields #semicolon
    }
}

/// serde's attributes have no meaning on a struct that serde does not derive anything for.
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
///     fn write(&self, __request: &mut RequestWriter) { … }
///     fn read(__answer: &mut Answer) -> Result<Link, Unread<UpdateLinkError>> { … }
/// }
/// ```
fn endpoint_impl(endpoint: &Endpoint) -> TokenStream {
    let krate = &endpoint.krate;
    let name = &endpoint.item.ident;
    let (_, ty_generics, _) = endpoint.item.generics.split_for_impl();
    let generics = generics::bounded(endpoint);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let meta = meta::value(endpoint);
    let auth = match &endpoint.auth {
        None => quote!(#krate::auth::AnyAuth),
        Some(Auth::None) => quote!(#krate::auth::Anonymous),
        Some(Auth::Scheme(scheme)) => names::scheme(krate, scheme),
    };
    let output = answers::output_type(endpoint.into());
    let error = answers::error_type(endpoint.into());
    let write = braces(request::write_stmts(endpoint));
    let read = braces([read::read_expr(endpoint)]);
    // Each of the two functions has one caller, in another unit of the compiler's: without `inline` it would stay a call.
    quote! {
        #[automatically_derived]
        impl #impl_generics __Endpoint for #name #ty_generics #where_clause {
            const META: &'static __EndpointMeta = #meta;
            type Auth = #auth;
            type Output = #output;
            type Error = #error;

            #[inline]
            fn write(&self, __request: &mut __RequestWriter) #write

            #[inline]
            fn read(__answer: &mut __Answer) -> __Result<Self::Output, __Unread<Self::Error>> #read
        }
    }
}
