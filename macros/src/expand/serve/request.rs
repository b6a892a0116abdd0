//! Reads a request: one runtime call for each field.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, LitStr, Type};

use crate::expand::generics;
use crate::model::{Body, Endpoint, Field, FieldLocation, Presence, Serializer};
use crate::names;
use crate::serde_attr::SerdeAttr;
use crate::styles::Form;

/// ```text
/// let __fields = __private::served::body::<__Body, Json>(request)?;
/// __Ok(Self {
///     id: __private::served::value::<String>(request.path("id"))?,
///     page: __private::served::value::<Option<u32>>(request.query("page"))?,
///     password: __fields.password,
/// })
/// ```
pub(super) fn read(endpoint: &Endpoint) -> Vec<TokenStream> {
    let body = match &endpoint.body {
        Body::None | Body::Stream(_) | Body::Whole { .. } => None,
        Body::Fields { codec, .. } => {
            let (mirror, codec) = (mirror_ident(endpoint), &codec.path);
            let (_, ty_generics, _) = endpoint.item.generics.split_for_impl();
            Some(quote! {
                let __fields = __private::served::body::<#mirror #ty_generics, #codec>(request)?;
            })
        }
        Body::Multipart(_) => Some(quote!(let __fields = __private::served::parts(request)?;)),
    };
    let fields = endpoint.fields.iter().map(|field| {
        let (ident, cfgs, value) = (&field.ident, &field.cfgs, value(endpoint, field));
        quote!(#(#cfgs)* #ident: #value,)
    });
    let fields = names::braces(fields);
    let made = quote!(__Ok(Self #fields));
    body.into_iter().chain([made]).collect()
}

fn value(endpoint: &Endpoint, field: &Field) -> TokenStream {
    let Field {
        ident,
        ty,
        location,
        ..
    } = field;
    let texts = match location {
        FieldLocation::Path | FieldLocation::PathList(_) | FieldLocation::PathSegments => {
            let name = field.wire_name();
            quote!(request.path(#name))
        }
        FieldLocation::Header(name) => quote!(request.header(#name)),
        FieldLocation::Cookie(name) => quote!(request.cookie(#name)),
        FieldLocation::Query { key, style } => match style.form {
            Form::Repeated { suffix } => {
                let key = format!("{key}{suffix}");
                quote!(request.query(#key))
            }
            Form::Joined { separator } => quote!(request.query_joined(#key, #separator)),
            Form::Entries { in_brackets: true } => return quote!(request.query_deep::<#ty>(#key)?),
            Form::Entries { in_brackets: false } => {
                return quote!(request.query_flatten::<#ty>(#key)?);
            }
            Form::KeyAlone => return quote!(request.query_flag::<#ty>(#key)?),
            Form::ApplicationJson => {
                return match &field.presence {
                    Presence::Optional(inner) => {
                        quote!(request.optional_query_json::<#inner>(#key)?)
                    }
                    Presence::Required | Presence::Patch => {
                        quote!(request.query_json::<#ty>(#key)?)
                    }
                };
            }
        },
        FieldLocation::BodyField { .. } => return quote!(__fields.#ident),
        FieldLocation::Body => return whole_body(endpoint, field),
        FieldLocation::Part { name, codec } => return part(endpoint, field, name, codec.as_ref()),
        FieldLocation::Skipped => return quote!(__private::served::skipped::<#ty>()),
    };
    if field.by_display {
        quote!(__private::served::parsed::<#ty, _>(#texts)?)
    } else {
        quote!(__private::served::value::<#ty>(#texts)?)
    }
}

fn whole_body(endpoint: &Endpoint, field: &Field) -> TokenStream {
    let (is_optional, ty): (_, &Type) = match &field.presence {
        Presence::Optional(inner) => (true, inner),
        Presence::Required | Presence::Patch => (false, &field.ty),
    };
    match (&endpoint.body, is_optional) {
        (Body::Whole { codec, .. }, true) => {
            let codec = &codec.path;
            quote!(__private::served::optional_body::<#ty, #codec>(request)?)
        }
        (Body::Whole { codec, .. }, false) => {
            let codec = &codec.path;
            quote!(__private::served::body::<#ty, #codec>(request)?)
        }
        (_, true) => quote!(__private::served::optional_stream::<#ty>(request)?),
        (_, false) => quote!(__private::served::stream::<#ty>(request)?),
    }
}

fn part(endpoint: &Endpoint, field: &Field, name: &str, codec: Option<&Type>) -> TokenStream {
    let ty = &field.ty;
    let Some(codec) = codec else {
        return quote!(__private::served::part::<#ty, _>(&__fields, #name)?);
    };
    let codec = names::codec(&endpoint.krate, codec).path;
    match &field.presence {
        Presence::Optional(inner) => {
            quote!(__private::served::optional_encoded_part::<#inner, #codec>(&__fields, #name)?)
        }
        Presence::Required | Presence::Patch => {
            quote!(__private::served::encoded_part::<#ty, #codec>(&__fields, #name)?)
        }
    }
}

fn mirror_ident(endpoint: &Endpoint) -> Ident {
    Ident::new("__Body", endpoint.item.ident.span())
}

/// Whether a function of ours reads a field: serde would report a type without its trait in three places. It asks nothing of a type parameter then.
fn is_read_by_call(endpoint: &Endpoint, ty: &Type, serde: &[Attribute]) -> bool {
    let has = |word| {
        serde
            .iter()
            .any(|attr| names::has_ident(&quote!(#attr), word))
    };
    let is_own = [
        "with",
        "deserialize_with",
        "flatten",
        "skip",
        "skip_deserializing",
    ]
    .into_iter()
    .any(has);
    !is_own && !generics::mentions_type_param(ty, &endpoint.item.generics)
}

/// The fields of the body as a struct that serde's derive reads.
pub(super) fn mirror(endpoint: &Endpoint) -> TokenStream {
    let Body::Fields { serializer, .. } = &endpoint.body else {
        return TokenStream::new();
    };
    let private = names::private(&endpoint.krate);
    let ident = &endpoint.item.ident;
    let serde = quote!(#private::serde).to_string().replace(' ', "");
    let serde = LitStr::new(&serde, ident.span());
    let container = match serializer {
        Serializer::Direct => &[][..],
        Serializer::Derived(attrs) => attrs,
    };
    let is_direct = matches!(serializer, Serializer::Direct);
    // Messages of serde's speak of the endpoint.
    let name = ident.unraw().to_string();
    let own = SerdeAttr::parse(container).rename.is_some();
    let rename = (!own).then(|| quote!(#[serde(rename = #name)]));
    let fields = endpoint.fields.iter().filter_map(|field| {
        let FieldLocation::BodyField {
            name,
            skip_if,
            is_spread,
            serde,
        } = &field.location
        else {
            return None;
        };
        let Field {
            ident, ty, cfgs, ..
        } = field;
        let attrs = if is_direct {
            quote!(#[serde(rename = #name)])
        } else {
            quote!(#(#serde)*)
        };
        // What is left out is what its type has by default.
        let may_be_absent = skip_if.is_some() || !matches!(field.presence, Presence::Required);
        let is_said = !is_direct
            && serde
                .iter()
                .any(|attr| generics::mentions(&quote!(#attr), "default"));
        let reads = is_read_by_call(endpoint, ty, if is_direct { &[] } else { serde });
        let reads = reads.then(|| {
            let function = quote!(#private::served::body_value).to_string();
            let function = LitStr::new(&function.replace(' ', ""), ty.span());
            quote!(#[serde(deserialize_with = #function)])
        });
        let default = (may_be_absent && !is_spread && !is_said).then(|| quote!(#[serde(default)]));
        Some(quote!(#(#cfgs)* #attrs #reads #default #ident: #ty,))
    });
    let fields: Vec<_> = fields.collect();
    let mirror = mirror_ident(endpoint);
    let generics = generics::plain(&endpoint.item.generics);
    let (mirrored_generics, _, where_clause) = generics.split_for_impl();
    let (_, ty_generics, _) = generics.split_for_impl();
    let unused = (!generics.params.is_empty()).then(|| {
        quote! {
            #[serde(skip)]
            __callpoint: ::core::marker::PhantomData<fn() -> #ident #ty_generics>,
        }
    });
    quote! {
        #[derive(#private::serde::Deserialize)]
        #[serde(crate = #serde)]
        #rename
        #(#container)*
        struct #mirror #mirrored_generics #where_clause {
            #(#fields)*
            #unused
        }
    }
}
