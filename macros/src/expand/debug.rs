//! `Debug` for a struct with secrets, which hides them.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::punctuated::Punctuated;
use syn::{DeriveInput, Path, Token, WherePredicate};

use super::generics;
use crate::model::Endpoint;
use crate::serde_attr::derives;

fn has_secrets(endpoint: &Endpoint) -> bool {
    endpoint.fields.iter().any(|field| field.secret)
}

/// Removes `Debug` from the derives where ours replaces it.
pub(crate) fn take_derive(endpoint: &Endpoint, item: &mut DeriveInput) {
    if !has_secrets(endpoint) {
        return;
    }
    for attr in item
        .attrs
        .iter_mut()
        .filter(|attr| attr.path().is_ident("derive"))
    {
        if let Ok(paths) = attr.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated) {
            let others = paths.iter().filter(|path| {
                path.segments
                    .last()
                    .is_none_or(|segment| segment.ident != "Debug")
            });
            *attr = syn::parse_quote!(#[derive(#(#others),*)]);
        }
    }
}

/// `Debug` with `…` in place of every secret. If `Debug` is not derived, it shows no fields at all: it exists so that a derive that we
/// cannot see (one above our attribute) is an error and not a leak.
pub(crate) fn impl_for(endpoint: &Endpoint) -> TokenStream {
    if !has_secrets(endpoint) {
        return TokenStream::new();
    }
    let item = &endpoint.item;
    let is_derived = derives(&item.attrs, "Debug");
    let ident = &item.ident;
    let shown_name = ident.unraw().to_string();
    let mut generics = generics::plain(&item.generics);
    let mut fields = Vec::new();
    for field in endpoint.fields.iter().filter(|_| is_derived) {
        let (name, ident, ty, cfgs) = (
            field.ident.unraw().to_string(),
            &field.ident,
            &field.ty,
            &field.cfgs,
        );
        if field.secret {
            fields.push(quote!(#(#cfgs)* __DebugStruct::field(&mut __debug, #name, &__Hidden);));
        } else {
            if generics::mentions_type_param(ty, &item.generics) {
                let predicate: WherePredicate = syn::parse_quote!(#ty: __Debug);
                generics.make_where_clause().predicates.push(predicate);
            }
            fields.push(quote!(#(#cfgs)* __DebugStruct::field(&mut __debug, #name, &self.#ident);));
        }
    }
    let body = if is_derived {
        quote! {
            let mut __debug = __Formatter::debug_struct(f, #shown_name);
            #(#fields)*
            __DebugStruct::finish(&mut __debug)
        }
    } else {
        quote!(__undisclosed(f, #shown_name))
    };
    let (_, ty_generics, _) = item.generics.split_for_impl();
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __Debug for #ident #ty_generics #where_clause {
            fn fmt(&self, f: &mut __private::Formatter<'_>) -> __private::fmt::Result {
                #body
            }
        }
    }
}
