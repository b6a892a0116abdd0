//! The output type and the error type.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident, Path};

use super::generics;
use crate::model::{Auth, Endpoint, ErrorResponses, Response, Responses, Success};
use crate::names;

/// The input for the types.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) item: &'a DeriveInput,
    pub(crate) krate: &'a Path,
    pub(crate) responses: &'a Responses,
}

impl<'a> From<&'a Endpoint> for Source<'a> {
    fn from(endpoint: &'a Endpoint) -> Self {
        Self {
            item: &endpoint.item,
            krate: &endpoint.krate,
            responses: &endpoint.responses,
        }
    }
}

/// The credentials that are required of a client. With a base they are those for that base, of which the type of the client says nothing.
pub(crate) fn required_auth(endpoint: &Endpoint) -> TokenStream {
    let krate = &endpoint.krate;
    let auth = auth_type(krate, endpoint.auth.as_ref());
    match (&endpoint.base, &endpoint.auth) {
        (Some(_), Some(Auth::Scheme(_) | Auth::AnyOf { .. })) => {
            let on_base = Ident::new("OnBase", auth.span());
            quote_spanned!(auth.span()=> #krate::auth::#on_base<#auth>)
        }
        _ => auth,
    }
}

/// The credentials that are required: `AnyOf<Basic, AllOf<ClientId, Secret>>`.
pub(crate) fn auth_type(krate: &Path, auth: Option<&Auth>) -> TokenStream {
    let (alternatives, is_optional) = match auth {
        None => return quote!(#krate::auth::AnyAuth),
        Some(Auth::None) => return quote!(#krate::auth::Anonymous),
        Some(Auth::Scheme(scheme)) => return names::scheme(krate, scheme),
        Some(Auth::AnyOf {
            alternatives,
            is_optional,
        }) => (alternatives, *is_optional),
    };
    // With the span of a scheme, which is what a message about it is about.
    let nested = |types: Vec<TokenStream>, outer: &str| {
        let mut types = types.into_iter().rev();
        let last = types.next().unwrap_or_default();
        types.fold(last, |right, left| {
            let outer = Ident::new(outer, left.span());
            quote_spanned!(left.span()=> #krate::auth::#outer<#left, #right>)
        })
    };
    let alternatives = alternatives.iter().map(|schemes| {
        let schemes = schemes.iter().map(|scheme| names::scheme(krate, scheme));
        nested(schemes.collect(), "AllOf")
    });
    let all = nested(alternatives.collect(), "AnyOf");
    if is_optional {
        quote!(#krate::auth::Optional<#all>)
    } else {
        all
    }
}

/// The output type.
pub(crate) fn output_type(source: Source<'_>) -> TokenStream {
    let krate = source.krate;
    match &source.responses.success {
        Success::Raw => quote!(#krate::RawResponse),
        Success::One(responses) => {
            let ty = responses.first().map(|response| &response.ty);
            quote!(#ty)
        }
        Success::Many {
            name, responses, ..
        } => enum_type(source.item, name, responses),
    }
}

/// The error type.
pub(crate) fn error_type(source: Source<'_>) -> TokenStream {
    match &source.responses.errors {
        ErrorResponses::None => quote!(::core::convert::Infallible),
        ErrorResponses::Own { name, responses } => enum_type(source.item, name, responses),
        ErrorResponses::Shared(ty) => quote!(#ty),
    }
}

fn enum_type(item: &DeriveInput, name: &Ident, responses: &[Response]) -> TokenStream {
    let generics = generics::used_by(responses, &item.generics);
    let (_, ty_generics, _) = generics.split_for_impl();
    quote!(#name #ty_generics)
}
