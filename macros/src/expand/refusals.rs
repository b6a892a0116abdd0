//! What every enum of refusals can do.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{Attribute, Generics, Ident, Path, Visibility};

use super::answers::accessors;
use super::generics;
use super::read::{pattern, reader};
use crate::model::Answer;
use crate::names;
use crate::parse::arms::Pattern;

/// What every enum of refusals can do, the generated ones and those with `#[derive(Responses)]`.
pub(crate) fn refusal_impls(
    krate: &Path,
    name: &Ident,
    generics: &Generics,
    answers: &[Answer],
    vis: &Visibility,
    cfgs: &[Attribute],
) -> TokenStream {
    let private = names::private(krate);
    let (impl_generics, ty_generics, _) = generics.split_for_impl();
    let methods = accessors(answers, vis);
    let mut readable = generics.clone();
    let mut showable = generics.clone();
    for answer in answers
        .iter()
        .filter(|answer| generics::mentions_type_param(&answer.ty, generics))
    {
        let (ty, codec) = (&answer.ty, &answer.codec.path);
        readable
            .make_where_clause()
            .predicates
            .push(syn::parse_quote!(#ty: #private::ReadBy<#codec>));
        showable
            .make_where_clause()
            .predicates
            .push(syn::parse_quote!(Self: ::core::fmt::Debug));
    }
    let (read_generics, _, read_where) = readable.split_for_impl();
    let (show_generics, _, show_where) = showable.split_for_impl();
    let metas = answers
        .iter()
        .map(|answer| super::meta::answer(krate, answer, true));
    let arms = answers.iter().map(|answer| {
        let (function, ty) = reader(answer, "refusal");
        let (pattern, variant, codec) = (
            pattern(&answer.statuses),
            &answer.variant,
            &answer.codec.path,
        );
        quote!(#pattern => #private::#function::<#ty, #codec, Self>(__answer, Self::#variant),)
    });
    let otherwise = (!has_any(answers))
        .then(|| quote!(_ => ::core::result::Result::Err(#krate::NotRead::Undeclared),));
    let shown = answers.iter().map(|answer| {
        let variant = &answer.variant;
        let text = variant.unraw().to_string();
        quote!(Self::#variant(..) => #text,)
    });
    let derived = names::derived();
    quote! {
        #(#cfgs)*
        impl #impl_generics #name #ty_generics { #methods }

        #(#cfgs)*
        #derived
        impl #read_generics #krate::Responses for #name #ty_generics #read_where {
            const ANSWERS: &'static [#krate::meta::AnswerMeta] = &[#(#metas),*];

            fn read(__answer: &mut #krate::Answer) -> ::core::result::Result<Self, #krate::NotRead> {
                match #krate::Answer::code(__answer) {
                    #(#arms)*
                    #otherwise
                }
            }
        }

        #(#cfgs)*
        #derived
        impl #impl_generics ::core::fmt::Display for #name #ty_generics {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Formatter::write_str(__f, match self { #(#shown)* })
            }
        }

        #(#cfgs)*
        #derived
        impl #show_generics ::core::error::Error for #name #ty_generics #show_where {}
    }
}

fn has_any(answers: &[Answer]) -> bool {
    answers
        .iter()
        .any(|answer| answer.statuses.contains(&Pattern::Any))
}
