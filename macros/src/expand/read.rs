//! The `read` of an endpoint: a `match` on the status.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Type};

use crate::model::optional_type;
use crate::model::{Endpoint, ErrorResponses, Pattern, Response, Success};
use crate::names::braces;

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

/// The left side of an arm: the statuses, and the media type where it is for one only.
pub(super) fn left(response: &Response) -> TokenStream {
    let pattern = pattern(&response.statuses);
    let guard = response
        .media_type
        .as_ref()
        .map(|media_type| quote!(if __private::is_of_type(response, #media_type)));
    quote!(#pattern #guard)
}

/// What is declared for some media types only, with another one: an arm for each status that no arm takes whatever the media type.
pub(super) fn other_types(responses: &[Response]) -> Option<TokenStream> {
    let statuses = |is_typed: bool| {
        let responses = responses.iter();
        let responses = responses.filter(move |it| it.media_type.is_some() == is_typed);
        responses.flat_map(|response| response.statuses.iter().copied())
    };
    let mut missing: Vec<Pattern> = Vec::new();
    for status in statuses(true) {
        let mut taken = missing.iter().copied().chain(statuses(false));
        if !taken.any(|taken| taken.covers(status)) {
            missing.push(status);
        }
    }
    let pattern = pattern(&missing);
    (!missing.is_empty()).then(|| quote!(#pattern => __private::other_type(response),))
}

/// ```text
/// match __ResponseReader::code(response) {
///     200 => __output::<Link, Json, _>(response),
///     _ => __error_response::<_, Self::Error>(response),
/// }
/// ```
pub(crate) fn read_expr(endpoint: &Endpoint) -> TokenStream {
    let mut arms: Vec<_> = match &endpoint.responses.success {
        Success::Raw => vec![quote!(200..=299 => __private::raw::<_>(response),)],
        Success::One(responses) => responses.iter().map(plain_arm).collect(),
        Success::Many {
            name, responses, ..
        } => responses
            .iter()
            .map(|response| variant_arm(name, response))
            .collect(),
    };
    let otherwise = match &endpoint.responses.errors {
        ErrorResponses::None => quote!(__Err(__ReadError::UndeclaredStatus)),
        ErrorResponses::Own { .. } => quote!(__error_response::<_, Self::Error>(response)),
        ErrorResponses::Shared(ty) => {
            quote!((&__private::SharedSet::<#ty>::OF).error_response(response))
        }
    };
    arms.extend(other_types(endpoint.responses.success.responses()));
    arms.push(quote!(_ => #otherwise,));
    let arms = braces(arms);
    quote!(match __ResponseReader::code(response) #arms)
}

/// The runtime function that reads a response, and its type argument: for an `Option<T>` the `T`, because the body may be missing.
pub(super) fn reader<'a>(response: &'a Response, plain: &str) -> (TokenStream, &'a Type) {
    if let Some(inner) = optional_type(&response.ty) {
        let function = format_ident!("optional_{plain}");
        (quote!(__private::#function), inner)
    } else {
        let function = format_ident!("__{plain}");
        (quote!(#function), &response.ty)
    }
}

fn plain_arm(response: &Response) -> TokenStream {
    let left = left(response);
    let (function, ty) = reader(response, "output");
    let codec = response.codec.in_block();
    quote!(#left => #function::<#ty, #codec, _>(response),)
}

fn variant_arm(name: &Ident, response: &Response) -> TokenStream {
    let left = left(response);
    let (function, ty) = reader(response, "output_as");
    let (codec, variant) = (response.codec.in_block(), &response.variant);
    quote!(#left => #function::<#ty, #codec, _, _>(response, #name::#variant),)
}
