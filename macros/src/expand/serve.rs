//! The other direction, where `serve` asks for it: requests are read and responses written. All of it is handed to a macro of the runtime, which leaves
//! it out unless its feature `serve` is on.

mod in_place;
mod request;
pub(crate) mod response;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::{Attribute, Generics, Path, WherePredicate};

use super::generics::{bounded, mentions_type_param};
use crate::attrs::cfgs;
use crate::check::Salvage;
use crate::model::{Endpoint, FieldLocation};
use crate::names::{self, braces};

/// ```text
/// __serve! {
///     const _: () = {
///         use names::*;
///         impl Serve for UpdateLink {
///             fn read_request(request: &RequestReader<'_>) -> Result<Self, Rejection> { … }
///             fn write_output(__content: Self::Output, response: &mut ResponseWriter) { … }
///             fn write_error(__content: Self::Error, response: &mut ResponseWriter) { … }
///         }
///     };
/// }
/// ```
pub(crate) fn of_endpoint(endpoint: &Endpoint) -> TokenStream {
    if !endpoint.serve {
        return TokenStream::new();
    }
    let structs = endpoint.responses.structs.iter();
    let structs = structs.filter_map(|def| in_place::serialize(def, &endpoint.krate));
    let impls = [request::mirror(endpoint), serve_impl(endpoint)];
    let impls = structs.chain(impls);
    behind_feature(&endpoint.krate, &cfgs(&endpoint.item.attrs), impls)
}

/// An implementation that reads nothing, so that code which uses an endpoint with a mistake reports no second one.
pub(crate) fn stub(salvage: &Salvage, generics: &Generics) -> TokenStream {
    let (krate, name) = (&salvage.krate, &salvage.item.ident);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let stub = quote! {
        #[automatically_derived]
        impl #impl_generics #krate::serve::Serve for #name #ty_generics #where_clause {
            fn read_request(
                request: &#krate::serve::RequestReader<'_>,
            ) -> __private::Result<Self, #krate::serve::Rejection> {
                __Err(__private::served::unread(request))
            }
            fn write_output(_: Self::Output, _: &mut #krate::serve::ResponseWriter) {}
            fn write_error(_: Self::Error, _: &mut #krate::serve::ResponseWriter) {}
        }
    };
    behind_feature(krate, &cfgs(&salvage.item.attrs), [stub])
}

/// Implementations that exist where the feature is on.
pub(crate) fn behind_feature(
    krate: &Path,
    cfgs: &[Attribute],
    impls: impl IntoIterator<Item = TokenStream>,
) -> TokenStream {
    let block = braces([names::block(krate, cfgs, impls)]);
    quote!(#krate::__private::__serve! #block)
}

fn serve_impl(endpoint: &Endpoint) -> TokenStream {
    let (krate, name) = (&endpoint.krate, &endpoint.item.ident);
    let (_, ty_generics, _) = endpoint.item.generics.split_for_impl();
    let generics = generics(endpoint);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let read = braces(request::read(endpoint));
    let output = braces([response::output(endpoint)]);
    let error = braces([response::error(endpoint)]);
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::serve::Serve for #name #ty_generics #where_clause {
            fn read_request(
                request: &#krate::serve::RequestReader<'_>,
            ) -> __private::Result<Self, #krate::serve::Rejection> #read

            fn write_output(__content: Self::Output, response: &mut #krate::serve::ResponseWriter) #output

            fn write_error(__content: Self::Error, response: &mut #krate::serve::ResponseWriter) #error
        }
    }
}

/// What depends on a type parameter has to be readable or writable in this direction too.
fn generics(endpoint: &Endpoint) -> Generics {
    let mut generics = bounded(endpoint);
    let all = &endpoint.item.generics;
    if all.type_params().next().is_none() {
        return generics;
    }
    let private = names::private(&endpoint.krate);
    let mut predicates: Vec<WherePredicate> = Vec::new();
    for param in all.type_params() {
        let param = &param.ident;
        let word = param.to_string();
        let mut fields = endpoint.fields.iter().filter(|field| {
            !matches!(field.location, FieldLocation::Skipped)
                && super::generics::mentions(&field.ty.to_token_stream(), &word)
        });
        if let Some(field) = fields.next() {
            predicates.push(if field.by_display {
                syn::parse_quote!(#param: ::core::str::FromStr)
            } else {
                syn::parse_quote!(#param: #private::serde::de::DeserializeOwned)
            });
        }
    }
    let success = endpoint.responses.success.responses().iter();
    for response in success.chain(endpoint.responses.errors.own()) {
        let (ty, codec) = (&response.ty, &response.codec.path);
        if mentions_type_param(ty, all) {
            predicates.push(syn::parse_quote!(#ty: #private::served::RespondedBy<#codec>));
        }
    }
    generics.make_where_clause().predicates.extend(predicates);
    generics
}
