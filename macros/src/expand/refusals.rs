//! What every enum of refusals can do.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{Generics, Ident};

use super::generics;
use super::read::{pattern, reader};
use crate::model::Answer;
use crate::names::braces;
use crate::parse::arms::Pattern;

/// The traits of every enum of refusals, the generated ones and those with `#[derive(Responses)]`.
pub(crate) fn impls(name: &Ident, generics: &Generics, answers: &[Answer]) -> TokenStream {
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
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
            .push(syn::parse_quote!(#ty: __private::ReadBy<#codec>));
        showable
            .make_where_clause()
            .predicates
            .push(syn::parse_quote!(Self: __Debug));
    }
    let (read_generics, _, read_where) = readable.split_for_impl();
    let (show_generics, _, show_where) = showable.split_for_impl();
    let metas = answers
        .iter()
        .map(|answer| super::meta::answer(answer, true));
    let arms = answers.iter().map(|answer| {
        let pattern = pattern(&answer.statuses);
        let (function, ty) = reader(answer, "refusal");
        let (variant, codec) = (&answer.variant, &answer.codec.path);
        quote!(#pattern => #function::<#ty, #codec, Self>(__answer, Self::#variant),)
    });
    let otherwise = (!has_any(answers)).then(|| quote!(_ => __Err(__NotRead::Undeclared),));
    let arms = braces(arms.chain(otherwise));
    let shown = answers.iter().map(|answer| {
        let variant = &answer.variant;
        let text = variant.unraw().to_string();
        quote!(Self::#variant(..) => #text,)
    });
    let shown = braces(shown);
    quote! {
        #[automatically_derived]
        impl #read_generics __Responses for #name #ty_generics #read_where {
            const ANSWERS: &'static [__AnswerMeta] = &[#(#metas),*];

            fn read(__answer: &mut __Answer) -> __Result<Self, __NotRead> {
                match __Answer::code(__answer) #arms
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

fn has_any(answers: &[Answer]) -> bool {
    answers
        .iter()
        .any(|answer| answer.statuses.contains(&Pattern::Any))
}
