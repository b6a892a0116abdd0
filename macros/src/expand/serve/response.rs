//! Writes a response: one runtime call for each arm.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Generics, Ident, Path};

use super::behind_feature;
use crate::attrs::cfgs;
use crate::expand::generics::mentions_type_param;
use crate::model::{Endpoint, ErrorResponses, Response, Success, optional_type};
use crate::names::braces;

/// ```text
/// __private::served::success::<Link, Json>(response, 0usize, __content);
/// ```
pub(super) fn output(endpoint: &Endpoint) -> TokenStream {
    match &endpoint.responses.success {
        Success::Raw => quote!(__private::served::raw(response, __content);),
        Success::One(responses) => match &responses[..] {
            [response] => written("success", 0, response),
            responses => {
                let last = responses.len() - 1;
                let arms = responses.iter().enumerate().map(|(index, response)| {
                    let written = braces([written("success", index, response)]);
                    if index == last {
                        quote!(_ => #written)
                    } else {
                        quote!(#index => #written)
                    }
                });
                let arms = braces(arms);
                quote!(match __private::served::success_of(response) #arms)
            }
        },
        Success::Many {
            name, responses, ..
        } => variants("success", &quote!(#name), responses),
    }
}

/// ```text
/// match __content {
///     UpdateLinkError::NotFound(__content) => __private::served::error::<Problem, Json>(response, 0usize, __content),
/// }
/// ```
pub(super) fn error(endpoint: &Endpoint) -> TokenStream {
    match &endpoint.responses.errors {
        ErrorResponses::None => quote!(match __content {}),
        ErrorResponses::Own { name, responses } => variants("error", &quote!(#name), responses),
        ErrorResponses::Shared(ty) => {
            quote!(__private::served::errors::<#ty>(response, __content);)
        }
    }
}

fn variants(kind: &str, name: &TokenStream, responses: &[Response]) -> TokenStream {
    let arms = responses.iter().enumerate().map(|(index, response)| {
        let variant = &response.variant;
        let written = braces([written(kind, index, response)]);
        quote!(#name::#variant(__content) => #written)
    });
    let arms = braces(arms);
    quote!(match __content #arms)
}

fn written(kind: &str, index: usize, response: &Response) -> TokenStream {
    let codec = &response.codec.path;
    let (function, ty) = match optional_type(&response.ty) {
        Some(inner) => (format_ident!("optional_{kind}"), inner),
        None => (format_ident!("{kind}"), &response.ty),
    };
    quote!(__private::served::#function::<#ty, #codec>(response, #index, __content);)
}

/// `ServeErrors` for a shared set.
pub(crate) fn of_set(
    name: &Ident,
    generics: &Generics,
    responses: &[Response],
    krate: &Path,
    attrs: &[syn::Attribute],
) -> TokenStream {
    let mut writable = generics.clone();
    for response in (responses.iter()).filter(|it| mentions_type_param(&it.ty, generics)) {
        let (ty, codec) = (&response.ty, &response.codec.path);
        let predicates = &mut writable.make_where_clause().predicates;
        predicates.push(syn::parse_quote!(#ty: __private::served::RespondedBy<#codec>));
    }
    let (_, ty_generics, _) = generics.split_for_impl();
    let (impl_generics, _, where_clause) = writable.split_for_impl();
    let write = braces([variants_of_self(responses)]);
    let written = quote! {
        #[automatically_derived]
        impl #impl_generics #krate::serve::ServeErrors for #name #ty_generics #where_clause {
            fn write(self, response: &mut #krate::serve::ResponseWriter) #write
        }
    };
    behind_feature(krate, &cfgs(attrs), [written])
}

/// The same of a set with a mistake, which is not reported again where it is used.
pub(crate) fn of_set_stub(item: &syn::DeriveInput, krate: &Path) -> TokenStream {
    let name = &item.ident;
    let (impl_generics, ty_generics, where_clause) = item.generics.split_for_impl();
    let stub = quote! {
        impl #impl_generics #krate::serve::ServeErrors for #name #ty_generics #where_clause {
            fn write(self, _: &mut #krate::serve::ResponseWriter) {}
        }
    };
    behind_feature(krate, &cfgs(&item.attrs), [stub])
}

fn variants_of_self(responses: &[Response]) -> TokenStream {
    let arms = responses.iter().enumerate().map(|(index, response)| {
        let variant = &response.variant;
        let written = braces([written("error", index, response)]);
        quote!(Self::#variant(__content) => #written)
    });
    let arms = braces(arms);
    quote!(match self #arms)
}
