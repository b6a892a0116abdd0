//! The declaration as data.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;

use crate::model::{Answer, Body, Endpoint, Field, Place, Presence, Refusals, Success};
use crate::names;
use crate::parse::arms::Pattern;
use crate::parse::fields::cfgs;
use crate::parse::options::Auth;

/// `&EndpointMeta::new("UpdateLink", "PUT", "/api/links/<id>/").parameters(&[…]).answers(&[…])…`
pub(crate) fn value(endpoint: &Endpoint) -> TokenStream {
    endpoint
        .meta_const
        .as_ref()
        .map_or_else(|| inline(endpoint), |name| quote!(#name))
}

/// The metadata of a generic struct as a constant of its own, where `#[api]` asks for it.
pub(crate) fn constant(endpoint: &Endpoint) -> TokenStream {
    let Some(name) = &endpoint.meta_const else {
        return TokenStream::new();
    };
    let krate = &endpoint.krate;
    let cfgs = cfgs(&endpoint.item.attrs);
    let value = inline(endpoint);
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_upper_case_globals)]
        pub(crate) const #name: &#krate::meta::EndpointMeta = {
            use #krate::__private::names::*;
            #value
        };
    }
}

fn inline(endpoint: &Endpoint) -> TokenStream {
    let (name, method, template) = (
        endpoint.item.ident.unraw().to_string(),
        &endpoint.method,
        &endpoint.template,
    );
    let parameters = endpoint.fields.iter().filter_map(parameter);
    let is_many = matches!(endpoint.answers.success, Success::Many { .. });
    let successes = endpoint
        .answers
        .success
        .answers()
        .iter()
        .map(|success| answer(success, is_many));
    let refusals = refusals(endpoint);
    let auth = auth(endpoint);
    let body = body_codec(endpoint).map(|codec| quote!(.body(#codec)));
    let limits = limits(endpoint);
    let doc = doc_call(&endpoint.doc);
    quote! {
        &__EndpointMeta::new(#name, #method, #template)
            .module(::core::module_path!())
            .parameters(&[#(#parameters),*])
            .successes(&[#(#successes),*])
            #refusals #auth #body #limits #doc
    }
}

/// The set of refusals has its own list. Only the constant of a generic struct cannot name a set that is generic too.
fn refusals(endpoint: &Endpoint) -> Option<TokenStream> {
    let ty = match &endpoint.answers.refusals {
        Refusals::None => return None,
        Refusals::Own { answers, .. } if endpoint.meta_const.is_some() => {
            let answers = answers.iter().map(|refusal| answer(refusal, true));
            return Some(quote!(.refusals(&[#(#answers),*])));
        }
        Refusals::Own { .. } | Refusals::Shared(_) => super::answers::error_type(endpoint.into()),
    };
    Some(quote!(.refusals(<#ty as __Responses>::ANSWERS)))
}

fn doc_call(doc: &str) -> Option<TokenStream> {
    (!doc.is_empty()).then(|| quote!(.doc(#doc)))
}

fn example_call(example: Option<&String>) -> Option<TokenStream> {
    example.map(|text| quote!(.example(#text)))
}

fn auth(endpoint: &Endpoint) -> Option<TokenStream> {
    match endpoint.auth.as_ref()? {
        Auth::None => Some(quote!(.auth(__AuthMeta::None))),
        Auth::Scheme(scheme) => {
            let name = names::type_name(scheme);
            Some(quote!(.auth(__AuthMeta::Scheme(#name))))
        }
    }
}

pub(crate) fn body_codec(endpoint: &Endpoint) -> Option<String> {
    match &endpoint.body {
        Body::None => None,
        Body::Multipart(_) => Some("Multipart".to_owned()),
        Body::Stream(_) => Some("Stream".to_owned()),
        Body::Fields { codec, .. } | Body::Whole { codec, .. } => Some(names::codec_name(codec)),
    }
}

fn limits(endpoint: &Endpoint) -> TokenStream {
    let timeout = endpoint.limits.timeout.map(|timeout| {
        let millis = u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX);
        quote!(.timeout(::core::time::Duration::from_millis(#millis)))
    });
    let max_response = endpoint
        .limits
        .max_response
        .map(|bytes| quote!(.max_response(#bytes)));
    let retries = endpoint.limits.retries;
    let retries = retries.map(|retries| quote!(.retries(#retries)));
    let idempotent = endpoint.limits.idempotent.then(|| quote!(.idempotent()));
    let key = endpoint
        .limits
        .idempotency_key
        .as_ref()
        .map(|header| quote!(.idempotency_key(#header)));
    quote!(#timeout #max_response #retries #idempotent #key)
}

fn parameter(field: &Field) -> Option<TokenStream> {
    let place = match &field.place {
        Place::Path => quote!(Path),
        Place::PathRest => quote!(PathRest),
        Place::Query { style, .. } => {
            let style = quote::format_ident!("{style:?}");
            quote!(Query(__QueryStyle::#style))
        }
        Place::Header(_) => quote!(Header),
        Place::BodyField { .. } => quote!(BodyField),
        Place::Part { .. } => quote!(Part),
        Place::Body => quote!(Body),
        Place::Nowhere => return None,
    };
    let (name, ty, cfgs) = (field.wire_name(), &field.type_name, &field.cfgs);
    let optional = (!matches!(field.presence, Presence::Required)).then(|| quote!(.optional()));
    let secret = field.secret.then(|| quote!(.secret()));
    let is_spread = matches!(
        field.place,
        Place::BodyField {
            is_spread: true,
            ..
        }
    );
    let flatten = is_spread.then(|| quote!(.flatten()));
    let (example, doc) = (example_call(field.example.as_ref()), doc_call(&field.doc));
    Some(
        quote!(#(#cfgs)* __ParamMeta::new(#name, __Place::#place, #ty) #optional #secret #flatten #example #doc),
    )
}

/// `AnswerMeta::new(&[StatusMatch::Code(404)], "Problem", "Json").variant("NotFound")`
pub(crate) fn answer(answer: &Answer, has_variant: bool) -> TokenStream {
    let statuses = answer.statuses.iter().map(|status| match status {
        Pattern::Code(code) => quote!(__StatusMatch::Code(#code)),
        Pattern::Class(class) => quote!(__StatusMatch::Class(#class)),
        Pattern::Any => quote!(__StatusMatch::Any),
    });
    let (ty, codec) = (&answer.type_name, &answer.codec.name);
    let variant = has_variant.then(|| {
        let variant = answer.variant.unraw().to_string();
        quote!(.variant(#variant))
    });
    let streamed = answer.codec.is_streamed().then(|| quote!(.streamed()));
    let (example, doc) = (example_call(answer.example.as_ref()), doc_call(&answer.doc));
    quote!(__AnswerMeta::new(&[#(#statuses),*], #ty, #codec) #variant #streamed #example #doc)
}
