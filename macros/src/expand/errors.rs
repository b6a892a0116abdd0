//! The implementations for every error enum.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Generics, Ident, Path, Type};

use super::generics;
use super::read::{left, other_types, reader};
use crate::model::{Message, MessageStep, Pattern, Response, generic_argument};
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
        let (variant, codec) = (&response.variant, response.codec.in_block());
        quote!(#left => #function::<#ty, #codec, Self>(response, Self::#variant),)
    });
    let otherwise =
        (!has_any(responses)).then(|| quote!(_ => __Err(__ReadError::UndeclaredStatus),));
    let others = other_types(responses);
    let arms = braces(arms.chain(others).chain(otherwise));
    let read = with_message(
        responses,
        quote!(match __ResponseReader::code(response) #arms),
    );
    let shown = responses.iter().map(|response| {
        let variant = &response.variant;
        let text = variant.unraw().to_string();
        quote!(Self::#variant(..) => #text,)
    });
    let shown = braces(shown);
    quote! {
        #[automatically_derived]
        impl #read_generics __ErrorSet for #name #ty_generics #read_where {
            const RESPONSES: &'static [__private::ResponseMeta] = #metas;

            fn read(response: &mut __private::ResponseReader) -> __private::Result<Self, __private::ReadError> {
                #read
            }
        }

        #[automatically_derived]
        impl #impl_generics __Display for #name #ty_generics #where_clause {
            fn fmt(&self, f: &mut __private::Formatter<'_>) -> __private::fmt::Result {
                __Formatter::write_str(f, match self #shown)
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

/// Where a response has a message, it is kept with the response: the error of the call shows it whatever its type.
///
/// ```text
/// let __content: Self = match … { … }?;
/// __private::set_message(response, match &__content {
///     Self::Rejected(__content) => __private::message(&__content.detail),
///     _ => __None,
/// });
/// __Ok(__content)
/// ```
fn with_message(responses: &[Response], read: TokenStream) -> TokenStream {
    let arms = responses.iter().filter_map(|response| {
        let (variant, ty) = (&response.variant, &response.ty);
        // A type without a message is reported at the type.
        let text = match response.message.as_ref()? {
            Message::Field(path) => message(ty, path),
            Message::OfType => quote_spanned!(ty.span()=> __private::message::<#ty>(__content)),
            Message::OfTypeIfAny => quote!(__private::MessageOf::<#ty>::of(__content)),
        };
        Some(quote!(Self::#variant(__content) => #text,))
    });
    let arms: Vec<_> = arms.collect();
    if arms.is_empty() {
        return read;
    }
    let otherwise = (arms.len() < responses.len()).then(|| quote!(_ => __None,));
    let arms = braces(arms.into_iter().chain(otherwise));
    quote! {
        let __content: Self = #read?;
        __private::set_message(response, match &__content #arms);
        __Ok(__content)
    }
}

/// The message in `__content`: of a list its first item's.
fn message(ty: &Type, path: &[MessageStep]) -> TokenStream {
    let inner = generic_argument(ty);
    if let Some((name, inner)) = inner.filter(|(name, _)| name == "Vec" || name == "Option") {
        let text = message(inner, path);
        let first = if name == "Vec" {
            quote!(first())
        } else {
            quote!(as_ref())
        };
        return quote!(__content.#first.and_then(|__content| #text));
    }
    message_along(path)
}

/// `__private::first(&__content.errors).and_then(|__content| __private::message(&__content.error.detail))`
pub(crate) fn message_along(path: &[MessageStep]) -> TokenStream {
    let (fields, rest) = match path.iter().position(|step| step.is_first) {
        Some(list) => path.split_at(list + 1),
        None => (path, &[][..]),
    };
    let is_list = fields.last().is_some_and(|step| step.is_first);
    // A field that is no text or no list is reported at its name.
    let span = fields
        .last()
        .map_or_else(Span::call_site, |step| step.field.span());
    let names = fields.iter().map(|step| &step.field);
    if fields.is_empty() {
        return quote!(__private::message(__content));
    }
    if !is_list {
        return quote_spanned!(span=> __private::message(&__content #(.#names)*));
    }
    let rest = message_along(rest);
    quote_spanned!(span=> __private::first(&__content #(.#names)*).and_then(|__content| #rest))
}
