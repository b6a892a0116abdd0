//! The `read` of an endpoint: a `match` on the status.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Type};

use crate::check::optional_type;
use crate::model::{Answer, Endpoint, Refusals, Success};
use crate::names::braces;
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
/// match __Answer::code(__answer) {
///     200 => __output::<Link, Json, _>(__answer),
///     _ => __refused::<_, Self::Error>(__answer),
/// }
/// ```
pub(crate) fn read_expr(endpoint: &Endpoint) -> TokenStream {
    let mut arms: Vec<_> = match &endpoint.answers.success {
        Success::Raw => vec![quote!(200..=299 => __private::raw::<_>(__answer),)],
        Success::One(answers) => answers.iter().map(plain_arm).collect(),
        Success::Many { name, answers } => answers
            .iter()
            .map(|answer| variant_arm(name, answer))
            .collect(),
    };
    let otherwise = match &endpoint.answers.refusals {
        Refusals::None => quote!(__Err(__Unread::undeclared())),
        Refusals::Own { .. } => quote!(__refused::<_, Self::Error>(__answer)),
        Refusals::Shared(ty) => quote!({
            use __private::AnySet as _;
            (&__private::SharedSet::<#ty>::OF).refused(__answer)
        }),
    };
    arms.push(quote!(_ => #otherwise,));
    let arms = braces(arms);
    quote!(match __Answer::code(__answer) #arms)
}

/// The runtime function that reads an answer, and the type that it is told: of an `Option<T>` the `T`, because it may have no body.
pub(super) fn reader<'a>(answer: &'a Answer, plain: &str) -> (TokenStream, &'a Type) {
    if let Some(inner) = optional_type(&answer.ty) {
        let function = format_ident!("optional_{plain}");
        (quote!(__private::#function), inner)
    } else {
        let function = format_ident!("__{plain}");
        (quote!(#function), &answer.ty)
    }
}

fn plain_arm(answer: &Answer) -> TokenStream {
    let pattern = pattern(&answer.statuses);
    let (function, ty) = reader(answer, "output");
    let codec = &answer.codec.path;
    quote!(#pattern => #function::<#ty, #codec, _>(__answer),)
}

fn variant_arm(name: &Ident, answer: &Answer) -> TokenStream {
    let pattern = pattern(&answer.statuses);
    let (function, ty) = reader(answer, "output_as");
    let (codec, variant) = (&answer.codec.path, &answer.variant);
    quote!(#pattern => #function::<#ty, #codec, _, _>(__answer, #name::#variant),)
}
