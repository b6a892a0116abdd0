//! `#[derive(FromResponse)]`: status, headers and body of an answer as one struct.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::{Attribute, Data, DeriveInput, Field, Fields, LitStr, Meta, Path, Type};

use crate::check::{answers, optional_type};
use crate::diag::{Errors, to_compile_errors};
use crate::names;
use crate::parse::options::check_header_name;
use crate::responses::krate;

/// The attributes of which each field has one.
const PLACES: [&str; 4] = ["status", "header", "headers", "body"];

pub(crate) fn run(input: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(input) {
        Ok(item) => item,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let krate = krate(&item, &errors);
    let values = values(&item, &krate, &errors);
    let mistakes = errors.finish();
    let is_right = mistakes.is_empty();
    let errors = to_compile_errors(&mistakes);
    let name = &item.ident;
    let (impl_generics, ty_generics, where_clause) = item.generics.split_for_impl();
    let body = if is_right {
        quote!(::core::result::Result::Ok(Self { #(#values),* }))
    } else {
        quote!(::core::result::Result::Err(#krate::codec::DecodeFailure::new("", "")))
    };
    let derived = names::derived();
    quote! {
        #errors
        #derived
        impl #impl_generics #krate::codec::FromResponse for #name #ty_generics #where_clause {
            fn from_response(
                __answer: &#krate::Answer,
            ) -> ::core::result::Result<Self, #krate::codec::DecodeFailure> {
                #body
            }
        }
    }
}

fn values(item: &DeriveInput, krate: &Path, errors: &Errors) -> Vec<TokenStream> {
    let Data::Struct(data) = &item.data else {
        errors.at(
            &item.ident,
            "expected `struct`\nnote: `FromResponse` puts an answer together from its parts",
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

fn value(field: &Field, krate: &Path, errors: &Errors) -> Option<TokenStream> {
    let (name, ty) = (field.ident.as_ref()?, &field.ty);
    let private = names::private(krate);
    let mut places = field
        .attrs
        .iter()
        .filter(|attr| PLACES.iter().any(|place| attr.path().is_ident(place)));
    let Some(place) = places.next() else {
        errors.at(
            name,
            format!("field `{name}` has no place in the answer\nhelp: mark it `#[status]`, `#[header(\"…\")]`, `#[headers]` or `#[body]`"),
        );
        return None;
    };
    if let Some(second) = places.next() {
        errors.at(
            second,
            format!("field `{name}` has two places\nhelp: keep one of the two"),
        );
        return None;
    }
    if !matches!(place.meta, Meta::Path(_)) {
        let path = place.path().to_token_stream().to_string();
        let named = place.parse_args::<LitStr>();
        let help = match (path.as_str(), named) {
            ("status", _) => Some("#[status]".to_owned()),
            ("headers", Ok(name)) => Some(format!("#[header({})]", name.token())),
            ("headers", Err(_)) => Some("#[headers]".to_owned()),
            _ => None,
        };
        if let Some(help) = help {
            errors.at(
                place,
                format!("`#[{path}]` takes no value\nhelp: write `{help}`"),
            );
            return None;
        }
    }
    let value = match place.path().get_ident()?.to_string().as_str() {
        "status" => quote!(::core::convert::From::from(#krate::Answer::status(__answer))),
        "headers" => quote!(::core::clone::Clone::clone(#krate::Answer::headers(__answer))),
        "header" => {
            let header = errors.keep(header(place))?;
            if let Some(inner) = optional_type(ty) {
                quote!(#private::optional_header::<#inner>(__answer, #header)?)
            } else {
                quote!(#private::header::<#ty>(__answer, #header)?)
            }
        }
        _ => {
            let named = errors.keep(codec(place))?;
            let inner = optional_type(ty);
            let codec = answers::codec(krate, ty, named.as_ref());
            if codec.is_streamed() {
                errors.at(
                    &named,
                    format!("the body of a whole answer is received before it is read\nhelp: answer `{} as {}` alone; `call_full` gives the headers", names::type_name(ty), codec.name),
                );
                return None;
            }
            let codec = codec.path;
            inner.map_or_else(
                || quote!(#private::whole_body::<#ty, #codec>(__answer)?),
                |inner| quote!(#private::optional_whole_body::<#inner, #codec>(__answer)?),
            )
        }
    };
    Some(quote!(#name: #value))
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
            "expected the name of the header in quotes\nhelp: write `#[header(\"etag\")]`",
        )
    })?;
    check_header_name(&name)?;
    Ok(LitStr::new(&name.value().to_ascii_lowercase(), name.span()))
}

fn codec(attr: &Attribute) -> syn::Result<Option<Type>> {
    match &attr.meta {
        Meta::Path(_) => Ok(None),
        Meta::List(list) if list.tokens.is_empty() => Err(syn::Error::new_spanned(
            attr,
            "`#[body()]` names no codec\nhelp: write `#[body]`, or a codec: `#[body(Text)]`",
        )),
        _ => attr.parse_args().map(Some),
    }
}
