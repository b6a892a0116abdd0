//! `#[derive(FromResponse)]`: status, headers and body of a response as one struct.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::{Attribute, Data, DeriveInput, Field, Fields, LitStr, Meta, Path};

use crate::attrs::cfgs;
use crate::check::responses;
use crate::diag::{Errors, to_compile_errors};
use crate::error_set::{is_served, krate};
use crate::expand::meta::{Scope, codec_meta};
use crate::expand::schemas::{self, Described};
use crate::expand::serve;
use crate::hygiene;
use crate::model::{generic_argument, optional_type};
use crate::names;
use crate::parse::codec::Codec;
use crate::parse::options::check_header_name;

/// A field, and what it is read from.
struct Value {
    /// `etag: …`
    init: TokenStream,
    /// Writes it, where the struct is served.
    write: TokenStream,
    source: Source,
}

enum Source {
    /// `HeaderMeta::new("etag", "String")`, and its type.
    Header { meta: TokenStream, ty: syn::Type },
    /// The metadata of its codec, and its type.
    Body { codec: TokenStream, ty: syn::Type },
    /// Status, or all headers.
    Other,
}

/// The attributes; each field has exactly one.
const LOCATIONS: [&str; 4] = ["status", "header", "headers", "body"];

pub(crate) fn run(input: TokenStream) -> TokenStream {
    hygiene::apart([input], |[input]| derive(input))
}

fn derive(input: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(input) {
        Ok(item) => item,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let krate = krate(&item, &errors);
    let values: Vec<Value> = values(&item, &krate, &errors);
    let meta = meta(&values, &krate);
    let is_served = is_served(&item, &errors);
    let mistakes = errors.finish();
    let is_right = mistakes.is_empty();
    // With a mistake nothing is written, and nothing reported where it is used.
    let written = if is_right { &values[..] } else { &[] };
    let served = is_served.then(|| served(&item, written, &krate));
    let values = values.iter().map(|value| &value.init);
    let errors = to_compile_errors(&mistakes);
    let name = &item.ident;
    let (impl_generics, ty_generics, where_clause) = item.generics.split_for_impl();
    let body = if is_right {
        quote!(__Ok(Self { #(#values),* }))
    } else {
        quote!(__Err(#krate::codec::CodecError::new("", "")))
    };
    let from_response = quote! {
        #[automatically_derived]
        impl #impl_generics #krate::codec::FromResponse for #name #ty_generics #where_clause {
            const META: __private::Option<#krate::meta::WholeMeta> = __Some(#meta);

            fn from_response(
                response: &__private::ResponseReader,
            ) -> __private::Result<Self, #krate::codec::CodecError> {
                #body
            }
        }
    };
    let block = names::block(&krate, &cfgs(&item.attrs), [from_response]);
    quote!(#errors #block #served)
}

/// Writes what it is read from. All headers come first, so that those with a field of their own replace them.
fn served(item: &DeriveInput, values: &[Value], krate: &Path) -> TokenStream {
    let name = &item.ident;
    let (impl_generics, ty_generics, where_clause) = item.generics.split_for_impl();
    let rank = |value: &&Value| match value.source {
        Source::Other => 0,
        Source::Header { .. } => 1,
        Source::Body { .. } => 2,
    };
    let mut values: Vec<&Value> = values.iter().collect();
    values.sort_by_key(rank);
    let writes = values.into_iter().map(|value| value.write.clone());
    let writes = names::braces(writes);
    let written = quote! {
        #[automatically_derived]
        impl #impl_generics #krate::serve::RespondedBy<#krate::codec::Whole> for #name #ty_generics #where_clause {
            fn respond(self, response: &mut #krate::serve::ResponseWriter) #writes
        }
    };
    serve::behind_feature(krate, &cfgs(&item.attrs), [written])
}

fn values(item: &DeriveInput, krate: &Path, errors: &Errors) -> Vec<Value> {
    let Data::Struct(data) = &item.data else {
        errors.at(
            &item.ident,
            "expected `struct`\nnote: `FromResponse` fills a struct from the status, headers and body of a response",
        );
        return Vec::new();
    };
    let Fields::Named(fields) = &data.fields else {
        errors.at(
            &item.ident,
            format!("the fields of `{}` need names", item.ident),
        );
        return Vec::new();
    };
    let mut bodies = fields
        .named
        .iter()
        .filter(|field| field.attrs.iter().any(|attr| attr.path().is_ident("body")));
    if let Some(second) = bodies.nth(1) {
        errors.at(
            &second.ident,
            "a second `#[body]`\nhelp: keep one of the two",
        );
    }
    fields
        .named
        .iter()
        .filter_map(|field| value(field, krate, errors))
        .collect()
}

fn value(field: &Field, krate: &Path, errors: &Errors) -> Option<Value> {
    let (name, ty) = (field.ident.as_ref()?, &field.ty);
    let mut locations = field.attrs.iter().filter(|attr| {
        LOCATIONS
            .iter()
            .any(|location| attr.path().is_ident(location))
    });
    let Some(location) = locations.next() else {
        errors.at(
            name,
            format!("field `{name}` has no location in the response\nhelp: mark it `#[status]`, `#[header(\"…\")]`, `#[headers]` or `#[body]`"),
        );
        return None;
    };
    if let Some(second) = locations.next() {
        errors.at(
            second,
            format!("field `{name}` has two locations\nhelp: keep one of the two"),
        );
        return None;
    }
    if !matches!(location.meta, Meta::Path(_)) {
        let path = location.path().to_token_stream().to_string();
        let named = location.parse_args::<LitStr>();
        let help = match (path.as_str(), named) {
            ("status", _) => Some("#[status]".to_owned()),
            ("headers", Ok(name)) => Some(format!("#[header({})]", name.token())),
            ("headers", Err(_)) => Some("#[headers]".to_owned()),
            _ => None,
        };
        if let Some(help) = help {
            errors.at(
                location,
                format!("`#[{path}]` takes no value\nhelp: write `{help}`"),
            );
            return None;
        }
    }
    let (value, write, source) = match location.path().get_ident()?.to_string().as_str() {
        "status" => (
            quote!(::core::convert::From::from(__ResponseReader::status(
                response
            ))),
            quote!(__private::served::status(response, self.#name);),
            Source::Other,
        ),
        "headers" => (
            quote!(::core::clone::Clone::clone(__ResponseReader::headers(
                response
            ))),
            quote!(__private::served::headers(response, &self.#name);),
            Source::Other,
        ),
        "header" => {
            let header = errors.keep(header(location))?;
            of_header(name, ty, &header, krate)
        }
        _ => {
            let named = errors.keep(codec(location))?;
            let inner = optional_type(ty);
            let codec = responses::codec(krate, ty, named.as_ref());
            if codec.is_streamed() {
                errors.at(
                    named.as_ref().map(|named| &named.ty),
                    format!("`FromResponse` reads the complete body, so it cannot hold a stream\nhelp: write `{} as {}` in the arm; `call_with_response` returns the headers", names::type_name(ty), codec.name),
                );
                return None;
            }
            let meta = codec_meta(&codec, Scope::Impl);
            let codec = codec.path;
            let value = inner.map_or_else(
                || quote!(__private::whole_body::<#ty, #codec>(response)?),
                |inner| quote!(__private::optional_whole_body::<#inner, #codec>(response)?),
            );
            let write = inner.map_or_else(
                || quote!(__private::served::whole_body::<#ty, #codec>(response, self.#name);),
                |inner| quote!(__private::served::optional_whole_body::<#inner, #codec>(response, self.#name);),
            );
            let ty = inner.unwrap_or(ty).clone();
            (value, write, Source::Body { codec: meta, ty })
        }
    };
    Some(Value {
        init: quote!(#name: #value),
        write,
        source,
    })
}

/// A header, read by `FromStr` and written by `Display`: one value, one that may be missing, or a list.
fn of_header(
    name: &syn::Ident,
    ty: &syn::Type,
    header: &LitStr,
    krate: &Path,
) -> (TokenStream, TokenStream, Source) {
    let type_name = names::type_name(ty);
    let meta = quote!(#krate::meta::HeaderMeta::new(#header, #type_name));
    let list = generic_argument(ty).filter(|(name, _)| name == "Vec");
    if let Some((_, item)) = list {
        let value = quote!(__private::header_list::<#item>(response, #header)?);
        let write =
            quote!(__private::served::header_list::<#item>(response, #header, &self.#name););
        (value, write, header_meta(ty, quote!(#meta.optional())))
    } else if let Some(inner) = optional_type(ty) {
        let value = quote!(__private::optional_header::<#inner>(response, #header)?);
        let write =
            quote!(__private::served::optional_header::<#inner>(response, #header, &self.#name););
        (value, write, header_meta(inner, quote!(#meta.optional())))
    } else {
        let value = quote!(__private::header::<#ty>(response, #header)?);
        let write = quote!(__private::served::header::<#ty>(response, #header, &self.#name););
        (value, write, header_meta(ty, meta))
    }
}

/// `WholeMeta::new(&[HeaderMeta::new("etag", "String")]).body(<Json as Codec>::META)`
fn meta(values: &[Value], krate: &Path) -> TokenStream {
    let headers = values.iter().filter_map(|value| match &value.source {
        Source::Header { meta, ty } => Some(Described {
            cfgs: Vec::new(),
            ty: Some(ty),
            meta: meta.clone(),
        }),
        Source::Body { .. } | Source::Other => None,
    });
    let headers = schemas::list(krate, headers);
    let meta = quote!(#krate::meta::WholeMeta::new(#headers));
    let body = values.iter().find_map(|value| match &value.source {
        Source::Body { codec, ty } => Some(schemas::one(krate, ty, &quote!(#meta.body(#codec)))),
        Source::Header { .. } | Source::Other => None,
    });
    body.unwrap_or(meta)
}

fn header_meta(ty: &syn::Type, meta: TokenStream) -> Source {
    let ty = ty.clone();
    Source::Header { meta, ty }
}

fn header(attr: &Attribute) -> syn::Result<LitStr> {
    let Meta::List(list) = &attr.meta else {
        return Err(syn::Error::new_spanned(
            attr,
            "`#[header]` needs the name of the header\nhelp: write `#[header(\"etag\")]`",
        ));
    };
    let name: LitStr = attr.parse_args().map_err(|_| {
        syn::Error::new_spanned(
            list.tokens.to_token_stream(),
            "expected the header name in quotes\nhelp: write `#[header(\"etag\")]`",
        )
    })?;
    check_header_name(&name)?;
    Ok(LitStr::new(&name.value().to_ascii_lowercase(), name.span()))
}

fn codec(attr: &Attribute) -> syn::Result<Option<Codec>> {
    match &attr.meta {
        Meta::Path(_) => Ok(None),
        Meta::List(list) if list.tokens.is_empty() => Err(syn::Error::new_spanned(
            attr,
            "`#[body()]` names no codec\nhelp: write `#[body]`, or a codec: `#[body(Text)]`",
        )),
        _ => attr.parse_args().map(Some),
    }
}
