//! The `write` of an endpoint: one runtime call for each piece of the request.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;

use crate::model::{Body, Endpoint, Field, FieldLocation, PathPiece, Presence, QueryPiece};
use crate::names;
use crate::styles::Form;

/// ```text
/// __RequestWriter::literal(request, "/api/links/");
/// __RequestWriter::path::<String>(request, "id", &self.id);
/// __RequestWriter::literal(request, "/");
/// __RequestWriter::query::<Option<u32>>(request, "page", &self.page);
/// __RequestWriter::header::<Option<String>>(request, "x-request-mode", &self.mode);
/// __private::body_of_fields::<Self, Json>(request, self);
/// ```
pub(crate) fn write_stmts(endpoint: &Endpoint) -> impl Iterator<Item = TokenStream> {
    let path = endpoint.path.iter().map(|piece| path_stmt(endpoint, piece));
    let query = endpoint
        .query
        .iter()
        .map(|piece| query_stmt(endpoint, piece));
    let fixed = endpoint
        .headers
        .iter()
        .map(|(name, value)| quote!(__RequestWriter::header_literal(request, #name, #value);));
    let headers = endpoint.fields.iter().filter_map(header_stmt);
    let body = [body_stmt(endpoint)];
    path.chain(query).chain(fixed).chain(headers).chain(body)
}

fn path_stmt(endpoint: &Endpoint, piece: &PathPiece) -> TokenStream {
    let (method, first) = match piece {
        PathPiece::Literal(text) => return quote!(__RequestWriter::literal(request, #text);),
        PathPiece::Several {
            parameters,
            before,
            between,
        } => {
            return quote!(__RequestWriter::separated(request, #parameters, #before, &[#(#between),*]););
        }
        PathPiece::Param(field) => (quote!(path), &endpoint.fields[*field]),
        PathPiece::Rest(field) => (quote!(path_rest), &endpoint.fields[*field]),
    };
    let name = first.wire_name();
    let mut stmts = TokenStream::new();
    for field in alternatives(endpoint, first) {
        let (cfgs, Value { ty, of }) = (&field.cfgs, Value::from(field));
        if let FieldLocation::PathList(style) = &field.location {
            let style = quote::format_ident!("{}", style.variant);
            stmts.extend(quote!(#(#cfgs)* __RequestWriter::path_list::<#ty>(request, #name, __ListStyle::#style, #of);));
            continue;
        }
        stmts.extend(quote!(#(#cfgs)* __RequestWriter::#method::<#ty>(request, #name, #of);));
    }
    stmts.extend(never_absent(endpoint, first));
    stmts
}

/// The value that is written for a field, and its type.
struct Value {
    ty: TokenStream,
    of: TokenStream,
}

impl From<&Field> for Value {
    fn from(field: &Field) -> Self {
        let Field { ident, ty, .. } = field;
        if field.by_display {
            Self {
                ty: quote!(_),
                of: quote!(&__private::display::<#ty, _>(&self.#ident)),
            }
        } else {
            Self {
                ty: as_slice(ty),
                of: quote!(&self.#ident),
            }
        }
    }
}

/// An array as a slice: serde has no implementation for arrays of any length.
pub(crate) fn as_slice(ty: &Type) -> TokenStream {
    let Type::Array(array) = names::peeled(ty) else {
        return quote!(#ty);
    };
    let item = &array.elem;
    quote_spanned!(array.bracket_token.span.join()=> [#item])
}

/// The fields of one name, of which the compiler keeps the one whose `cfg` holds.
fn alternatives<'a>(endpoint: &'a Endpoint, first: &'a Field) -> impl Iterator<Item = &'a Field> {
    let others = endpoint.fields.iter().filter(|field| {
        !first.cfgs.is_empty()
            && names::is_same(&field.ident, &first.ident)
            && !std::ptr::eq(*field, first)
    });
    [first].into_iter().chain(others)
}

/// A path without its value is a different path, so it is a compile error if no `cfg` holds.
fn never_absent(endpoint: &Endpoint, first: &Field) -> Option<TokenStream> {
    if first.cfgs.is_empty() {
        return None;
    }
    let conditions = alternatives(endpoint, first).map(|field| {
        let all = field.cfgs.iter().filter_map(|cfg| match &cfg.meta {
            syn::Meta::List(list) => Some(&list.tokens),
            syn::Meta::Path(_) | syn::Meta::NameValue(_) => None,
        });
        quote!(all(#(#all),*))
    });
    let name = first.wire_name();
    let message = format!(
        "`{name}` is in the path, which always needs a value, but no `cfg` of `{name}` holds\n\
         help: add a `{name}` with the opposite `#[cfg(not(…))]`, or remove the `cfg`"
    );
    Some(quote_spanned! {first.ident.span()=>
        #[cfg(not(any(#(#conditions),*)))]
        ::core::compile_error!(#message);
    })
}

fn query_stmt(endpoint: &Endpoint, piece: &QueryPiece) -> TokenStream {
    match piece {
        QueryPiece::Fixed(pair) => quote!(__RequestWriter::query_literal(request, #pair);),
        QueryPiece::Param(field) => alternatives(endpoint, &endpoint.fields[*field])
            .map(query_field_stmt)
            .collect(),
    }
}

fn query_field_stmt(field: &Field) -> TokenStream {
    let FieldLocation::Query { key, style } = &field.location else {
        return TokenStream::new();
    };
    let Value { ty, of } = field.into();
    let cfgs = &field.cfgs;
    let (method, separator) = match style.form {
        Form::Repeated { .. } => (quote!(query), None),
        Form::Joined { separator } => (quote!(query_joined), Some(quote!(#separator,))),
        Form::Entries { in_brackets: true } => (quote!(query_deep), None),
        Form::Entries { in_brackets: false } => (quote!(query_flatten), None),
        Form::KeyAlone => (quote!(query_flag), None),
        Form::ApplicationJson => return json_stmt(field, key),
    };
    let key = match style.form {
        Form::Repeated { suffix } => format!("{key}{suffix}"),
        _ => key.clone(),
    };
    quote!(#(#cfgs)* __RequestWriter::#method::<#ty>(request, #key, #separator #of);)
}

/// What `None` is in JSON is not sent.
fn json_stmt(field: &Field, key: &str) -> TokenStream {
    let Field {
        ident, ty, cfgs, ..
    } = field;
    let (method, ty) = match &field.presence {
        Presence::Optional(inner) => (quote!(optional_query_json), inner),
        Presence::Required | Presence::Patch => (quote!(query_json), ty),
    };
    quote!(#(#cfgs)* __RequestWriter::#method::<#ty>(request, #key, &self.#ident);)
}

fn header_stmt(field: &Field) -> Option<TokenStream> {
    let (method, name) = match &field.location {
        FieldLocation::Header(name) if field.secret => (quote!(secret_header), name),
        FieldLocation::Header(name) => (quote!(header), name),
        FieldLocation::Cookie(name) => (quote!(cookie), name),
        _ => return None,
    };
    let (cfgs, Value { ty, of }) = (&field.cfgs, field.into());
    Some(quote!(#(#cfgs)* __RequestWriter::#method::<#ty>(request, #name, #of);))
}

fn body_stmt(endpoint: &Endpoint) -> TokenStream {
    match &endpoint.body {
        Body::None => TokenStream::new(),
        Body::Fields { codec, .. } => {
            let (path, media_type) = (codec.in_block(), media_type_stmt(codec));
            quote!(__private::body_of_fields::<Self, #path>(request, self); #media_type)
        }
        Body::Multipart(parts) => {
            let parts = parts
                .iter()
                .map(|&part| part_stmt(endpoint, &endpoint.fields[part]));
            quote!(__RequestWriter::multipart(request, |__form, request| { #(#parts)* });)
        }
        Body::Stream(field) => {
            let Field {
                ident,
                ty,
                cfgs,
                presence,
                ..
            } = &endpoint.fields[*field];
            let (function, ty): (_, &Type) = match presence {
                Presence::Optional(inner) => (quote!(optional_stream), inner),
                Presence::Required | Presence::Patch => (quote!(stream), ty),
            };
            quote!(#(#cfgs)* __private::#function::<#ty>(request, &self.#ident);)
        }
        Body::Whole { field, codec } => {
            let Field {
                ident,
                ty,
                cfgs,
                presence,
                ..
            } = &endpoint.fields[*field];
            let (path, media_type) = (codec.in_block(), media_type_stmt(codec));
            let (function, ty): (_, &Type) = match presence {
                Presence::Optional(inner) => (quote!(optional_body), inner),
                Presence::Required | Presence::Patch => (quote!(body), ty),
            };
            quote!(#(#cfgs)* __private::#function::<#ty, #path>(request, &self.#ident); #media_type)
        }
    }
}

/// Another media type than that of the codec.
fn media_type_stmt(codec: &names::Codec) -> Option<TokenStream> {
    let media_type = codec.media_type.as_ref()?;
    Some(quote!(__RequestWriter::media_type(request, #media_type);))
}

fn part_stmt(endpoint: &Endpoint, field: &Field) -> TokenStream {
    let Field {
        ident,
        ty,
        cfgs,
        location,
        presence,
        ..
    } = field;
    let FieldLocation::Part { name, codec } = location else {
        return TokenStream::new();
    };
    let Some(codec) = codec else {
        return quote!(#(#cfgs)* __private::part::<#ty, _>(__form, #name, &self.#ident););
    };
    let codec = names::codec(&endpoint.krate, codec).path;
    let (function, ty) = match presence {
        Presence::Optional(inner) => (quote!(optional_encoded_part), inner),
        Presence::Required | Presence::Patch => (quote!(encoded_part), ty),
    };
    quote!(#(#cfgs)* __private::#function::<#ty, #codec>(request, __form, #name, &self.#ident);)
}
