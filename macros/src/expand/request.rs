//! The `write` of an endpoint: one runtime call for each piece of the request.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;

use crate::model::{
    Answer, Body, Endpoint, Field, PathPiece, Place, Presence, QueryPiece, Style, Success,
};
use crate::names;

/// ```text
/// __RequestWriter::literal(__request, "/api/links/");
/// __RequestWriter::path::<String>(__request, "id", &self.id);
/// __RequestWriter::literal(__request, "/");
/// __RequestWriter::query::<Option<u32>, _>(__request, "page", &self.page);
/// __RequestWriter::header::<Option<String>, _>(__request, "x-request-mode", &self.mode);
/// __RequestWriter::accept(__request, &[Json::MEDIA_TYPE]);
/// __private::body_of_fields::<Self, Json>(__request, "Json", self);
/// ```
pub(crate) fn write_stmts(endpoint: &Endpoint) -> impl Iterator<Item = TokenStream> {
    let path = endpoint.path.iter().map(|piece| path_stmt(endpoint, piece));
    let query = endpoint
        .query
        .iter()
        .map(|piece| query_stmt(endpoint, piece));
    let headers = endpoint.fields.iter().filter_map(header_stmt);
    let rest = [accept_stmt(endpoint), body_stmt(endpoint)];
    path.chain(query).chain(headers).chain(rest)
}

fn path_stmt(endpoint: &Endpoint, piece: &PathPiece) -> TokenStream {
    let (method, first) = match piece {
        PathPiece::Literal(text) => return quote!(__RequestWriter::literal(__request, #text);),
        PathPiece::Param(field) => (quote!(path), &endpoint.fields[*field]),
        PathPiece::Rest(field) => (quote!(path_rest), &endpoint.fields[*field]),
    };
    let kind = matches!(piece, PathPiece::Rest(_)).then(|| quote!(, _));
    let name = first.wire_name();
    let mut stmts = TokenStream::new();
    for Field {
        ident, ty, cfgs, ..
    } in alternatives(endpoint, first)
    {
        stmts.extend(
            quote!(#(#cfgs)* __RequestWriter::#method::<#ty #kind>(__request, #name, &self.#ident);),
        );
    }
    stmts.extend(never_absent(endpoint, first));
    stmts
}

/// The fields of one name, of which the compiler takes the one whose `cfg` holds.
fn alternatives<'a>(endpoint: &'a Endpoint, first: &'a Field) -> impl Iterator<Item = &'a Field> {
    let others = endpoint.fields.iter().filter(|field| {
        !first.cfgs.is_empty() && field.ident == first.ident && !std::ptr::eq(*field, first)
    });
    [first].into_iter().chain(others)
}

/// A path without its value is another path, so it is a mistake where no `cfg` holds.
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
        QueryPiece::Fixed(pair) => quote!(__RequestWriter::query_literal(__request, #pair);),
        QueryPiece::Param(field) => alternatives(endpoint, &endpoint.fields[*field])
            .map(query_field_stmt)
            .collect(),
    }
}

fn query_field_stmt(field: &Field) -> TokenStream {
    let Field {
        ident,
        ty,
        cfgs,
        place,
        ..
    } = field;
    let Place::Query { key, style } = place else {
        return TokenStream::new();
    };
    match style {
        Style::Repeat => {
            quote!(#(#cfgs)* __RequestWriter::query::<#ty, _>(__request, #key, &self.#ident);)
        }
        Style::Csv => {
            quote!(#(#cfgs)* __RequestWriter::query_joined::<#ty, _>(__request, #key, ",", &self.#ident);)
        }
        Style::Pipes => {
            quote!(#(#cfgs)* __RequestWriter::query_joined::<#ty, _>(__request, #key, "%7C", &self.#ident);)
        }
        Style::Spaces => {
            quote!(#(#cfgs)* __RequestWriter::query_joined::<#ty, _>(__request, #key, "%20", &self.#ident);)
        }
        Style::Brackets => {
            let key = format!("{key}%5B%5D");
            quote!(#(#cfgs)* __RequestWriter::query::<#ty, _>(__request, #key, &self.#ident);)
        }
        Style::Deep => {
            quote!(#(#cfgs)* __RequestWriter::query_deep::<#ty>(__request, #key, &self.#ident);)
        }
        Style::Flatten => {
            quote!(#(#cfgs)* __RequestWriter::query_flatten::<#ty>(__request, #key, &self.#ident);)
        }
        Style::Flag => {
            quote!(#(#cfgs)* __RequestWriter::query_flag::<#ty>(__request, #key, &self.#ident);)
        }
    }
}

fn header_stmt(field: &Field) -> Option<TokenStream> {
    let Field {
        ident,
        ty,
        cfgs,
        place,
        secret,
        ..
    } = field;
    let Place::Header(name) = place else {
        return None;
    };
    let method = if *secret {
        quote!(secret_header)
    } else {
        quote!(header)
    };
    Some(quote!(#(#cfgs)* __RequestWriter::#method::<#ty, _>(__request, #name, &self.#ident);))
}

/// What the successes may be; without one, anything.
fn accept_stmt(endpoint: &Endpoint) -> TokenStream {
    let (Success::One(answers) | Success::Many { answers, .. }) = &endpoint.answers.success else {
        return quote!(__RequestWriter::accept(__request, &["*/*"]););
    };
    let mut seen: Vec<String> = Vec::new();
    let mut types: Vec<TokenStream> = Vec::new();
    let whole: Vec<&Answer> = answers.iter().filter(|answer| !answer.is_empty()).collect();
    for answer in if whole.is_empty() {
        answers.iter().collect()
    } else {
        whole
    } {
        if !seen.contains(&answer.codec.name) {
            seen.push(answer.codec.name.clone());
            let (ty, codec) = (&answer.ty, &answer.codec.path);
            types.push(if answer.codec.is_ours {
                quote!(#codec::MEDIA_TYPE)
            } else {
                quote!((&__private::MediaType::<#ty, #codec>::OF).get())
            });
        }
    }
    let imported = answers.iter().any(|answer| !answer.codec.is_ours).then(|| {
        quote!(
            use __private::AnyMediaType as _;
        )
    });
    quote!(#imported __RequestWriter::accept(__request, &[#(#types),*]);)
}

fn body_stmt(endpoint: &Endpoint) -> TokenStream {
    match &endpoint.body {
        Body::None => TokenStream::new(),
        Body::Fields { codec, .. } => {
            let codec = names::codec(&endpoint.krate, codec);
            let (path, name) = (codec.path, codec.name);
            quote!(__private::body_of_fields::<Self, #path>(__request, #name, self);)
        }
        Body::Multipart(parts) => {
            let parts = parts
                .iter()
                .map(|&part| part_stmt(endpoint, &endpoint.fields[part]));
            quote!(__RequestWriter::multipart(__request, |__form, __request| { #(#parts)* });)
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
            quote!(#(#cfgs)* __private::#function::<#ty>(__request, &self.#ident);)
        }
        Body::Whole { field, codec } => {
            let Field {
                ident,
                ty,
                cfgs,
                presence,
                ..
            } = &endpoint.fields[*field];
            let codec = names::codec(&endpoint.krate, codec);
            let (path, name) = (codec.path, codec.name);
            let (function, ty): (_, &Type) = match presence {
                Presence::Optional(inner) => (quote!(optional_body), inner),
                Presence::Required | Presence::Patch => (quote!(body), ty),
            };
            quote!(#(#cfgs)* __private::#function::<#ty, #path>(__request, #name, &self.#ident);)
        }
    }
}

fn part_stmt(endpoint: &Endpoint, field: &Field) -> TokenStream {
    let Field {
        ident,
        ty,
        cfgs,
        place,
        presence,
        ..
    } = field;
    let Place::Part { name, codec } = place else {
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
    quote!(#(#cfgs)* __private::#function::<#ty, #codec>(__request, __form, #name, &self.#ident);)
}
