//! The implementations for every error enum.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{Generics, Ident, Path};

use super::generics;
use super::read::{left, other_types, reader};
use crate::model::{Pattern, Response};
use crate::names::braces;

/// The trait implementations for error enums, generated or with `#[derive(ErrorSet)]`.
pub(crate) fn impls(
    name: &Ident,
    generics: &Generics,
    responses: &[Response],
    krate: &Path,
) -> TokenStream {
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let finished = || responses.iter().filter(|response| !response.is_unfinished);
    let mut readable = generics.clone();
    let mut showable = generics.clone();
    for response in
        finished().filter(|response| generics::mentions_type_param(&response.ty, generics))
    {
        let (ty, codec) = (&response.ty, &response.codec.path);
        readable
            .make_where_clause()
            .predicates
            .push(syn::parse_quote!(#ty: __private::ReadBy<#codec>));
        showable
            .make_where_clause()
            .predicates
            .push(syn::parse_quote!(Self: __Debug));
    }
    let (read_generics, _, read_where) = readable.split_for_impl();
    let (show_generics, _, show_where) = showable.split_for_impl();
    let metas =
        finished().map(|response| super::meta::response(response, true, super::meta::Scope::Impl));
    let metas = super::schemas::list(krate, metas);
    let arms = finished().map(|response| {
        let left = left(response);
        let (function, ty) = reader(response, "error");
        let (variant, codec) = (&response.variant, &response.codec.path);
        quote!(#left => #function::<#ty, #codec, Self>(__response, Self::#variant),)
    });
    let otherwise =
        (!has_any(responses)).then(|| quote!(_ => __Err(__ReadError::UndeclaredStatus),));
    let others = other_types(responses);
    let arms = braces(arms.chain(others).chain(otherwise));
    let shown = responses.iter().map(|response| {
        let variant = &response.variant;
        let text = variant.unraw().to_string();
        quote!(Self::#variant(..) => #text,)
    });
    let shown = braces(shown);
    quote! {
        #[automatically_derived]
        impl #read_generics __ErrorSet for #name #ty_generics #read_where {
            const RESPONSES: &'static [__ResponseMeta] = #metas;

            fn read(__response: &mut __ResponseReader) -> __Result<Self, __ReadError> {
                match __ResponseReader::code(__response) #arms
            }
        }

        #[automatically_derived]
        impl #impl_generics __Display for #name #ty_generics #where_clause {
            fn fmt(&self, __f: &mut __Formatter<'_>) -> __Formatted {
                __Formatter::write_str(__f, match self #shown)
            }
        }

        #[automatically_derived]
        impl #show_generics __Error for #name #ty_generics #show_where {}
    }
}

fn has_any(responses: &[Response]) -> bool {
    responses
        .iter()
        .any(|response| response.statuses.contains(&Pattern::Any))
}
