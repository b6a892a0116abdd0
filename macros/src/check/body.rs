//! The fields that make the body, beside each other and the method.

use syn::{DeriveInput, Path, Type};

use super::effective;
use super::fields::derives_serde;
use crate::diag::Errors;
use crate::model::{Body, Field, Place, Serializer};
use crate::names;
use crate::parse::Args;
use crate::parse::fields::{Field as Written, Place as WrittenPlace};
use crate::parse::serde_attr::SerdeAttr;
use crate::suggest;

/// One body at most.
pub(super) fn check_bodies(written: &[Written], errors: &Errors) {
    let mut bodies = written.iter().filter(|field| is_body(field));
    let Some(first) = bodies.next() else { return };
    for second in bodies {
        if let Some((attr, _)) = &second.place {
            errors.at(
                attr,
                format!(
                    "a second `#[body]`: the body is `{}` already\nhelp: keep one of the two",
                    first.name()
                ),
            );
        }
    }
}

pub(super) fn is_body(field: &Written) -> bool {
    matches!(field.place, Some((_, WrittenPlace::Body(_))))
}

/// Beside a whole body nothing can be left over.
pub(super) fn check_leftover(
    method: &str,
    written: &[Written],
    leftover: &[&Written],
    errors: &Errors,
) {
    let Some(whole) = written.iter().find(|field| is_body(field)) else {
        return;
    };
    if let Some(first) = leftover.first() {
        let names: Vec<String> = leftover.iter().map(|field| field.name()).collect();
        let names = suggest::list(names.iter().map(String::as_str));
        let whole = whole.name();
        errors.at(
            &first.ident,
            format!(
                "{names} would be sent in the body of the `{method}` request, but `{whole}` is the whole body\n\
                 help: mark it `#[query]` or `#[header(\"…\")]`, or remove `#[body]` from `{whole}`"
            ),
        );
    }
}

pub(super) fn body(
    args: &Args,
    item: &DeriveInput,
    written: &[Written],
    fields: &[Field],
    krate: &Path,
    errors: &Errors,
) -> Body {
    let named = effective(&args.options, |options| options.body.clone()).map(|given| given.value);
    let parts: Vec<usize> = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| matches!(field.place, Place::Part { .. }))
        .map(|(i, _)| i)
        .collect();
    if !parts.is_empty() {
        return Body::Multipart(parts);
    }
    let json = || -> Type { syn::parse_quote!(#krate::codec::Json) };
    let whole = written.iter().position(is_body);
    if let Some(field) = whole {
        let own = match &written[field].place {
            Some((_, WrittenPlace::Body(codec))) => codec.clone(),
            _ => None,
        };
        if let (Some(own), Some(given)) = (&own, &args.options.body) {
            let name = names::type_name(&given.value);
            errors.at(
                own,
                format!("a second codec beside `body = {name}`\nhelp: keep one of the two"),
            );
        }
        let codec = own.or(named).unwrap_or_else(json);
        if let (true, Some((attr, _))) =
            (names::is_word(&codec, "Multipart"), &written[field].place)
        {
            errors.at(
                attr,
                "a multipart form is made of parts\nhelp: write `#[part]`",
            );
        }
        return if names::is_word(&codec, "Stream") {
            check_promise(args, &written[field], errors);
            Body::Stream(field)
        } else {
            Body::Whole { field, codec }
        };
    }
    let body_fields: Vec<_> = fields
        .iter()
        .filter(|field| matches!(field.place, Place::BodyField { .. }))
        .collect();
    if body_fields.is_empty() {
        check_no_body(args, item, written, errors);
        return Body::None;
    }
    let container = SerdeAttr::parse(&item.attrs);
    let is_more = container.is_more
        || written.iter().zip(fields).any(|(written, field)| {
            matches!(field.place, Place::BodyField { .. })
                && SerdeAttr::parse(&written.attrs).is_more
        });
    let serializer = if is_more {
        Serializer::Derived(
            item.attrs
                .iter()
                .filter(|attr| attr.path().is_ident("serde"))
                .cloned()
                .collect(),
        )
    } else {
        Serializer::Direct
    };
    let codec = named.unwrap_or_else(json);
    check_codec_of_fields(&codec, &body_fields, errors);
    Body::Fields { codec, serializer }
}

/// Most codecs write one value as a whole.
fn check_codec_of_fields(codec: &Type, fields: &[&Field], errors: &Errors) {
    const WHOLE: [&str; 7] = ["Text", "Raw", "Empty", "Whole", "Stream", "Sse", "NdJson"];
    let Some(name) = WHOLE.iter().find(|word| names::is_word(codec, word)) else {
        return;
    };
    let help = match fields {
        [only] => format!("mark `{}` `#[body]`", only.ident),
        _ => "write `Json` or `Form`".to_owned(),
    };
    errors.at(codec, format!("`{name}` has no fields\nhelp: {help}"));
}

/// Words about a body where there is none.
pub(super) fn check_no_body(args: &Args, item: &DeriveInput, written: &[Written], errors: &Errors) {
    if written.iter().any(|field| field.is_broken) {
        return;
    }
    if let Some(given) = &args.options.body {
        errors.at(
            &given.key,
            "`body` names a codec, but no field is sent in a body\nhelp: remove it",
        );
    }
    if let Some(attr) = item
        .attrs
        .iter()
        .find(|attr| attr.path().is_ident("serde") && !derives_serde(&item.attrs))
    {
        errors.at(
            attr,
            "`#[serde]` is about the body, but no field is sent in one\nhelp: remove it",
        );
    }
}

/// Who says that a request may be sent twice promises that it can be, which nobody knows of a stream.
fn check_promise(args: &Args, field: &Written, errors: &Errors) {
    let idempotent = args.options.idempotent.as_ref().map(|given| &given.key);
    let key = args
        .options
        .idempotency_key
        .as_ref()
        .map(|given| &given.key);
    if let Some(promise) = idempotent.or(key) {
        let name = field.name();
        errors.at(
            promise,
            format!("`{promise}` promises that the request can be sent again, but `{name}` is a stream, which may be read only once\nhelp: send it as `#[body(Raw)]`, or remove `{promise}`"),
        );
    }
}
