//! The declaration as data.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::Generics;
use syn::ext::IdentExt as _;

use super::generics::mentions_any;
use super::schemas::{self, Described};
use crate::attrs::cfgs;
use crate::model::{
    Auth, Body, Endpoint, ErrorResponses, Field, FieldLocation, Message, MessageStep, Pattern,
    Presence, Response, Success, optional_type,
};
use crate::names;

/// Where the metadata stands, which decides which types it can name.
#[derive(Clone, Copy)]
pub(crate) enum Scope<'a> {
    /// In an implementation, which has the parameters of the struct.
    Impl,
    /// In a constant outside, without these parameters.
    Constant(&'a Generics),
}

impl Scope<'_> {
    /// Whether it can name what these tokens name.
    fn can_name(self, tokens: &TokenStream) -> bool {
        match self {
            Self::Impl => true,
            Self::Constant(generics) => !mentions_any(tokens, generics),
        }
    }
}

/// `&EndpointMeta::new("UpdateLink", "PUT", "/api/links/<id>/").parameters(&[…]).responses(&[…])…`
pub(crate) fn value(endpoint: &Endpoint) -> TokenStream {
    match &endpoint.meta_const {
        Some(name) if is_known_outside(endpoint) => quote!(#name),
        _ => inline(endpoint, Scope::Impl),
    }
}

/// The metadata of a generic struct as a separate constant, if `#[api]` needs it. What depends on a type parameter is not known there.
pub(crate) fn constant(endpoint: &Endpoint) -> TokenStream {
    let Some(name) = &endpoint.meta_const else {
        return TokenStream::new();
    };
    let krate = &endpoint.krate;
    let cfgs = cfgs(&endpoint.item.attrs);
    let value = inline(endpoint, Scope::Constant(&endpoint.item.generics));
    let imports = names::imports(krate);
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_upper_case_globals)]
        pub(crate) const #name: &#krate::meta::EndpointMeta = {
            #imports
            #value
        };
    }
}

/// Whether the constant outside says as much as the implementation can.
fn is_known_outside(endpoint: &Endpoint) -> bool {
    let scope = Scope::Constant(&endpoint.item.generics);
    let mut responses = endpoint.responses.success.responses().iter();
    let mut errors = endpoint.responses.errors.own().iter();
    let is_known = |response: &Response| {
        scope.can_name(&response.codec.path)
            && (!response.codec.is_whole() || scope.can_name(&response.ty.to_token_stream()))
    };
    let body = match &endpoint.body {
        Body::Fields { codec, .. } | Body::Whole { codec, .. } => Some(codec),
        Body::None | Body::Multipart(_) | Body::Stream(_) => None,
    };
    responses.all(is_known)
        && errors.all(is_known)
        && body.is_none_or(|codec| scope.can_name(&codec.path))
        && endpoint.fields.iter().all(|field| match &field.location {
            FieldLocation::Part {
                codec: Some(codec), ..
            } => scope.can_name(&codec.to_token_stream()),
            FieldLocation::Part { codec: None, .. } => scope.can_name(&field.ty.to_token_stream()),
            _ => true,
        })
}

fn inline(endpoint: &Endpoint, scope: Scope<'_>) -> TokenStream {
    let (name, method, template) = (
        endpoint.item.ident.unraw().to_string(),
        &endpoint.method,
        &endpoint.template,
    );
    let required = endpoint.required.as_ref().map(|name| {
        let name = name.unraw().to_string();
        quote!(.required(#name))
    });
    let krate = &endpoint.krate;
    let parameters = endpoint.fields.iter();
    let parameters = parameters.filter_map(|field| parameter(endpoint, field, scope));
    let parameters = schemas::list(krate, parameters);
    let is_many = matches!(endpoint.responses.success, Success::Many { .. });
    let successes = endpoint
        .responses
        .success
        .responses()
        .iter()
        .map(|success| response(success, is_many, scope));
    let successes = schemas::list(krate, successes);
    let errors = errors(endpoint, scope);
    let (auth, base) = (auth(endpoint, scope), base(endpoint, scope));
    let body = body_codec(endpoint, scope).map(|codec| quote!(.body(#codec)));
    let headers =
        (endpoint.headers.iter()).map(|(name, value)| quote!(__FixedHeader::new(#name, #value)));
    let headers = (!endpoint.headers.is_empty()).then(|| quote!(.headers(&[#(#headers),*])));
    let limits = limits(endpoint);
    let doc = doc_call(&endpoint.doc);
    quote! {
        &__EndpointMeta::new(#name, #method, #template)
            .module(::core::module_path!())
            #required
            .parameters(#parameters)
            .successes(#successes)
            #errors #auth #base #headers #body #limits #doc
    }
}

/// An error set has its own list. Only the constant of a generic struct cannot name a set that is generic too.
fn errors(endpoint: &Endpoint, scope: Scope<'_>) -> Option<TokenStream> {
    let ty = match &endpoint.responses.errors {
        ErrorResponses::None => return None,
        ErrorResponses::Own { responses, .. } if matches!(scope, Scope::Constant(_)) => {
            let responses = responses.iter().map(|error| response(error, true, scope));
            let responses = schemas::list(&endpoint.krate, responses);
            return Some(quote!(.errors(#responses)));
        }
        ErrorResponses::Own { .. } | ErrorResponses::Shared(_) => {
            super::types::error_type(endpoint.into())
        }
    };
    Some(quote!(.errors(<#ty as __ErrorSet>::RESPONSES)))
}

fn doc_call(doc: &str) -> Option<TokenStream> {
    (!doc.is_empty()).then(|| quote!(.doc(#doc)))
}

fn example_call(example: Option<&String>) -> Option<TokenStream> {
    example.map(|text| quote!(.example(#text)))
}

fn auth(endpoint: &Endpoint, scope: Scope<'_>) -> Option<TokenStream> {
    match endpoint.auth.as_ref()? {
        Auth::None => Some(quote!(.auth(__AuthMeta::None))),
        // The bound of the associated type reports a type that is not a scheme, once.
        Auth::Scheme(_) | Auth::AnyOf { .. } if matches!(scope, Scope::Impl) => {
            Some(quote!(.auth(__auth::<Self>())))
        }
        auth => {
            let auth = super::types::auth_type(&endpoint.krate, Some(auth));
            Some(quote!(.auth(<#auth as __Requirement>::META)))
        }
    }
}

/// The bounds of the function report a type that is not a base.
fn base(endpoint: &Endpoint, scope: Scope<'_>) -> Option<TokenStream> {
    let base = endpoint.base.as_ref()?;
    if matches!(scope, Scope::Impl) {
        return Some(quote!(.base(__base::<#base, Self>())));
    }
    let (krate, auth) = (&endpoint.krate, super::types::required_auth(endpoint));
    Some(quote!(.base(#krate::meta::BaseMeta::of::<#base, #auth>())))
}

fn body_codec(endpoint: &Endpoint, scope: Scope<'_>) -> Option<TokenStream> {
    let krate = &endpoint.krate;
    match &endpoint.body {
        Body::None => None,
        Body::Multipart(_) => Some(quote!(__CodecMeta::MULTIPART)),
        Body::Stream(_) => Some(quote!(<#krate::codec::Stream as __Codec>::META)),
        Body::Fields { codec, .. } | Body::Whole { codec, .. } => Some(codec_meta(codec, scope)),
    }
}

/// A type of the user's may be no codec, which is reported where it would read or write.
pub(crate) fn codec_meta(codec: &names::Codec, scope: Scope<'_>) -> TokenStream {
    let media_type = codec
        .media_type
        .as_ref()
        .map(|media_type| quote!(.media_type(#media_type)));
    let meta = own_meta(codec, scope);
    quote!(#meta #media_type)
}

fn own_meta(codec: &names::Codec, scope: Scope<'_>) -> TokenStream {
    let path = &codec.path;
    if codec.is_default_json {
        quote!(__JSON)
    } else if codec.known.is_some() {
        quote!(<#path as __Codec>::META)
    } else if !scope.can_name(path) {
        let name = &codec.name;
        quote!(__CodecMeta::new(#name, "*/*"))
    } else {
        quote!(__CodecOf::<#path>::META)
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
    let max_retries = endpoint.limits.max_retries;
    let max_retries = max_retries.map(|max_retries| quote!(.max_retries(#max_retries)));
    let idempotent = endpoint.limits.idempotent.then(|| quote!(.idempotent()));
    let key = endpoint
        .limits
        .idempotency_key
        .as_ref()
        .map(|header| quote!(.idempotency_key(#header)));
    quote!(#timeout #max_response #max_retries #idempotent #key)
}

fn parameter<'a>(endpoint: &Endpoint, field: &'a Field, scope: Scope<'_>) -> Option<Described<'a>> {
    let location = match &field.location {
        FieldLocation::Path | FieldLocation::PathList(_) => quote!(Path),
        FieldLocation::PathSegments => quote!(PathSegments),
        FieldLocation::Query { style, .. } => {
            let style = quote::format_ident!("{}", style.variant);
            quote!(Query(__QueryStyle::#style))
        }
        FieldLocation::Header(_) => quote!(Header),
        FieldLocation::Cookie(_) => quote!(Cookie),
        FieldLocation::BodyField { .. } => quote!(BodyField),
        FieldLocation::Part { .. } => quote!(Part),
        FieldLocation::Body => quote!(Body),
        FieldLocation::Skipped => return None,
    };
    let (name, ty) = (field.wire_name(), &field.type_name);
    let optional = (!matches!(field.presence, Presence::Required)).then(|| quote!(.optional()));
    let secret = field.secret.then(|| quote!(.secret()));
    let is_spread = matches!(
        field.location,
        FieldLocation::BodyField {
            is_spread: true,
            ..
        }
    );
    let flatten = is_spread.then(|| quote!(.flatten()));
    let list_style = match &field.location {
        FieldLocation::PathList(style) => {
            let style = quote::format_ident!("{}", style.variant);
            Some(quote!(.list_style(__ListStyle::#style)))
        }
        _ => None,
    };
    let own_name = field.ident.unraw().to_string();
    let own_name = (own_name != name).then(|| quote!(.field(#own_name)));
    let part = part(endpoint, field, scope);
    let (example, doc) = (example_call(field.example.as_ref()), doc_call(&field.doc));
    let meta = if matches!(field.location, FieldLocation::BodyField { .. }) {
        // Most fields, with what most of them say: one call costs rustc less than four.
        let (is_optional, is_secret) = (optional.is_some(), field.secret);
        quote!(__body_field(#name, #ty, #is_optional, #is_secret) #own_name #flatten #example #doc)
    } else {
        quote!(__ParamMeta::new(#name, __FieldLocation::#location, #ty) #own_name #list_style #optional #secret #part #example #doc)
    };
    let ty = match &field.presence {
        // A text that `Display` writes is no value of serde's.
        _ if field.by_display => None,
        Presence::Optional(inner) => Some(inner),
        Presence::Required | Presence::Patch => Some(&field.ty),
    };
    Some(Described {
        cfgs: field.cfgs.iter().collect(),
        ty: ty.filter(|ty| scope.can_name(&ty.to_token_stream())),
        meta,
    })
}

/// What a part is: written by a codec, a file, or a text.
fn part(endpoint: &Endpoint, field: &Field, scope: Scope<'_>) -> Option<TokenStream> {
    let FieldLocation::Part { codec, .. } = &field.location else {
        return None;
    };
    let Some(codec) = codec else {
        let ty = &field.ty;
        let is_nameable = scope.can_name(&ty.to_token_stream());
        return is_nameable.then(|| quote!(.file(__FileOf::<#ty>::IS)));
    };
    let codec = codec_meta(&names::codec(&endpoint.krate, codec), scope);
    Some(quote!(.codec(#codec)))
}

/// `ResponseMeta::new(&[StatusPattern::Code(404)], "Problem", <Json as Codec>::META).variant("NotFound")`
pub(crate) fn response<'a>(
    response: &'a Response,
    has_variant: bool,
    scope: Scope<'_>,
) -> Described<'a> {
    let statuses = response.statuses.iter().map(|status| match status {
        Pattern::Code(code) => quote!(__StatusPattern::Code(#code)),
        Pattern::Class(class) => quote!(__StatusPattern::Class(#class)),
        Pattern::Any => quote!(__StatusPattern::Any),
    });
    let (ty, codec) = (&response.type_name, codec_meta(&response.codec, scope));
    let variant = has_variant.then(|| {
        let variant = response.variant.unraw().to_string();
        quote!(.variant(#variant))
    });
    let ty_of_whole = Some(&response.ty)
        .filter(|ty| response.codec.is_whole() && scope.can_name(&ty.to_token_stream()));
    let whole = ty_of_whole.map(|ty| quote!(.whole(__WholeOf::<#ty>::META)));
    let (example, doc) = (
        example_call(response.example.as_ref()),
        doc_call(&response.doc),
    );
    let media_type = response.media_type.as_ref();
    let media_type = media_type.map(|media_type| quote!(.media_type(#media_type)));
    let message = response.message.as_ref().map(|message| match message {
        Message::Field(path) => {
            let path = path.iter().map(MessageStep::shown);
            let path = path.collect::<Vec<_>>().join(".");
            quote!(.message(#path))
        }
        Message::OfType | Message::OfTypeIfAny => {
            let ty = &response.ty;
            quote!(.message_of_type(__private::MessageOf::<#ty>::FIELD))
        }
    });
    let meta = quote!(__ResponseMeta::new(&[#(#statuses),*], #ty, #codec) #media_type #variant #whole #message #example #doc);
    let ty = optional_type(&response.ty).unwrap_or(&response.ty);
    Described {
        cfgs: Vec::new(),
        ty: Some(ty).filter(|ty| !response.is_empty() && scope.can_name(&ty.to_token_stream())),
        meta,
    }
}
