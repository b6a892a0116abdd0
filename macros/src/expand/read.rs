//! The `read` of an endpoint: a `match` on the status.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, Type};

use crate::check::optional_type;
use crate::model::{Answer, Endpoint, Refusals, Success};
use crate::names;
use crate::parse::arms::Pattern;

/// `400 | 401`, `400..=499`, `_`
pub(super) fn pattern(statuses: &[Pattern]) -> TokenStream {
    let patterns = statuses.iter().map(|status| match status {
        Pattern::Code(code) => quote!(#code),
        Pattern::Class(class) => {
            let (first, last) = (u16::from(*class) * 100, u16::from(*class) * 100 + 99);
            quote!(#first..=#last)
        }
        Pattern::Any => quote!(_),
    });
    quote!(#(#patterns)|*)
}

/// ```text
/// match Answer::code(__answer) {
///     200 => output::<Link, Json, _>(__answer),
///     _ => refused::<_, UpdateLinkError>(__answer),
/// }
/// ```
pub(crate) fn read_expr(endpoint: &Endpoint) -> TokenStream {
    let krate = &endpoint.krate;
    let private = names::private(krate);
    let arms = match &endpoint.answers.success {
        Success::Raw => quote!(200..=299 => #private::raw::<_>(__answer),),
        Success::One(answers) => answers
            .iter()
            .map(|answer| plain_arm(&private, answer))
            .collect(),
        Success::Many { name, answers } => answers
            .iter()
            .map(|answer| variant_arm(&private, name, answer))
            .collect(),
    };
    let otherwise = match &endpoint.answers.refusals {
        Refusals::None => quote!(::core::result::Result::Err(#krate::Unread::undeclared())),
        Refusals::Own { .. } => quote!(#private::refused::<_, Self::Error>(__answer)),
        Refusals::Shared(ty) => quote!({
            use #private::AnySet as _;
            (&#private::SharedSet::<#ty>::OF).refused(__answer)
        }),
    };
    quote! {
        match #krate::Answer::code(__answer) {
            #arms
            _ => #otherwise,
        }
    }
}

/// The runtime function that reads an answer, and the type that it is told: of an `Option<T>` the `T`, because it may have no body.
pub(super) fn reader<'a>(answer: &'a Answer, plain: &str) -> (Ident, &'a Type) {
    let optional = |inner| (quote::format_ident!("optional_{plain}"), inner);
    optional_type(&answer.ty)
        .map_or_else(|| (quote::format_ident!("{plain}"), &answer.ty), optional)
}

fn plain_arm(private: &TokenStream, answer: &Answer) -> TokenStream {
    let pattern = pattern(&answer.statuses);
    let (function, ty) = reader(answer, "output");
    let codec = &answer.codec.path;
    quote!(#pattern => #private::#function::<#ty, #codec, _>(__answer),)
}

fn variant_arm(private: &TokenStream, name: &Ident, answer: &Answer) -> TokenStream {
    let pattern = pattern(&answer.statuses);
    let (function, ty) = reader(answer, "output_as");
    let (codec, variant) = (&answer.codec.path, &answer.variant);
    quote!(#pattern => #private::#function::<#ty, #codec, _, _>(__answer, #name::#variant),)
}
