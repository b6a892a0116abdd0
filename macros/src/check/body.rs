//! Checks the fields that make up the body.

use syn::{DeriveInput, Path, Type};

use super::{bytes, effective};
use crate::diag::Errors;
use crate::model::{Body, Field, FieldLocation, Serializer};
use crate::names;
use crate::parse::Args;
use crate::parse::codec::{Codec, quoted};
use crate::parse::fields::{Field as Written, FieldLocation as WrittenLocation};
use crate::serde_attr::{SerdeAttr, derives_serde};
use crate::suggest;
use crate::template::Template;

/// Allows at most one `#[body]`.
pub(super) fn check_bodies(written: &[Written], errors: &Errors) {
    let mut bodies = written.iter().filter(|field| is_body(field));
    let Some(first) = bodies.next() else { return };
    for second in bodies {
        if let Some((attr, _)) = &second.location {
            errors.at(
                attr,
                format!(
                    "a second `#[body]`: `{}` is already the body\nhelp: keep one of the two",
                    first.name()
                ),
            );
        }
    }
}

pub(super) fn is_body(field: &Written) -> bool {
    matches!(field.location, Some((_, WrittenLocation::Body(_))))
}

/// With a whole body, no field may be left over.
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
        .filter(|(_, field)| matches!(field.location, FieldLocation::Part { .. }))
        .map(|(i, _)| i)
        .collect();
    if !parts.is_empty() {
        return Body::Multipart(parts);
    }
    let whole = written.iter().position(is_body);
    if let Some(field) = whole {
        let own = match &written[field].location {
            Some((_, WrittenLocation::Body(codec))) => codec.clone(),
            _ => None,
        };
        if let (Some(own), Some(given)) = (&own, &args.options.body) {
            let name = given.value.name();
            errors.at(
                &own.ty,
                format!(
                    "a second codec: `body = {name}` already names one\nhelp: keep one of the two"
                ),
            );
        }
        let Some(codec) = own.or(named) else {
            bytes::check_body(&written[field], errors);
            let codec = names::default_codec(krate, "Json");
            return Body::Whole { field, codec };
        };
        if let (true, Some((attr, _))) = (
            names::is_word(&codec.ty, "Multipart"),
            &written[field].location,
        ) {
            errors.at(
                attr,
                "a multipart form consists of parts\nhelp: write `#[part]`",
            );
        }
        check_content_type(&codec, written, errors);
        return if names::is_word(&codec.ty, "Stream") {
            check_promise(args, &written[field], errors);
            Body::Stream(field)
        } else {
            let codec = codec.resolved(krate);
            Body::Whole { field, codec }
        };
    }
    let body_fields: Vec<_> = fields
        .iter()
        .filter(|field| matches!(field.location, FieldLocation::BodyField { .. }))
        .collect();
    if body_fields.is_empty() {
        check_no_body(args, item, written, errors);
        return Body::None;
    }
    let container = SerdeAttr::parse(&item.attrs);
    let is_more = container.is_more
        || written.iter().zip(fields).any(|(written, field)| {
            matches!(field.location, FieldLocation::BodyField { .. })
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
    let codec = match named {
        Some(codec) => {
            check_codec_of_fields(&codec.ty, &body_fields, errors);
            check_content_type(&codec, written, errors);
            codec.resolved(krate)
        }
        None => names::default_codec(krate, "Json"),
    };
    Body::Fields { codec, serializer }
}

/// A media type is given once: by the codec, by a header, or by an upload.
fn check_content_type(codec: &Codec, written: &[Written], errors: &Errors) {
    let Some(media_type) = &codec.media_type else {
        return;
    };
    let written_type = quoted(media_type);
    if names::is_word(&codec.ty, "Stream") {
        errors.at(
            media_type,
            format!("an `Upload` carries its own media type\nhelp: write `#[body(Stream)]`, and `.content_type({written_type})` on the upload"),
        );
    }
    let by_header = written.iter().find_map(|field| match &field.location {
        Some((attr, WrittenLocation::Header { name, .. }))
            if name.value().eq_ignore_ascii_case("content-type") =>
        {
            Some((attr, field))
        }
        _ => None,
    });
    if let Some((attr, field)) = by_header {
        let name = field.name();
        errors.at(
            attr,
            format!("`{name}` is the `Content-Type`, which the body already names as {written_type}\nhelp: remove one of the two"),
        );
    }
}

/// Most codecs encode one value, not separate fields.
fn check_codec_of_fields(codec: &Type, fields: &[&Field], errors: &Errors) {
    let Some(known) = names::known_codec(codec).filter(|known| !known.has_fields) else {
        return;
    };
    let name = known.word;
    let help = match fields {
        [only] => format!("mark `{}` `#[body]`", only.ident),
        _ => "write `Json` or `Form`".to_owned(),
    };
    errors.at(
        codec,
        format!("`{name}` encodes one value, not separate fields\nhelp: {help}"),
    );
}

/// Reports options and attributes that concern a body, if there is none.
pub(super) fn check_no_body(args: &Args, item: &DeriveInput, written: &[Written], errors: &Errors) {
    if written.iter().any(|field| field.is_broken) {
        return;
    }
    // A field without a location was meant for the body, and is reported itself.
    let is_placed = |field: &Written| {
        let in_template = |template: &Template| template.names().any(|it| it.text == field.name());
        field.location.is_some()
            || SerdeAttr::parse(&field.attrs).skip
            || args.template.as_ref().is_none_or(in_template)
    };
    if let Some(given) = &args.options.body
        && written.iter().all(is_placed)
    {
        errors.at(
            &given.key,
            "`body` names a codec, but no field is sent in the body\nhelp: remove it",
        );
    }
    if let Some(attr) = item
        .attrs
        .iter()
        .find(|attr| attr.path().is_ident("serde") && !derives_serde(&item.attrs))
    {
        errors.at(
            attr,
            "`#[serde]` applies to the body, but no field is sent in it\nhelp: remove it",
        );
    }
}

/// `idempotent` and `idempotency_key` allow retries, which a stream may not support.
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
            format!("`{promise}` allows retries, but `{name}` is a stream, which may be readable only once\nhelp: send it as `#[body(Raw)]`, or remove `{promise}`"),
        );
    }
}
