//! The body, by its codec.

use callpoint_core::meta::{CodecId, EndpointMeta, FieldLocation, ParamMeta, QueryStyle};
use serde::de::IgnoredAny;

use super::types::{Types, is_text};
use super::{media_type, parameter, style};
use crate::description::{
    Body, Content, Example, Kind, Parameter, Part, Property, RequestBody, Schema,
};
use crate::value::Value;

pub(super) fn body(meta: &EndpointMeta, types: &Types) -> Option<RequestBody> {
    let of = |location| {
        meta.parameters
            .iter()
            .filter(move |field| field.location == location)
    };
    if of(FieldLocation::Part).next().is_some() {
        let parts = of(FieldLocation::Part)
            .map(|field| part(field, types))
            .collect();
        let media_type = "multipart/form-data".to_owned();
        let content = Content::new(Some(media_type), Body::Multipart(parts));
        return Some(RequestBody::new(content));
    }
    if let Some(whole) = of(FieldLocation::Body).next() {
        return Some(RequestBody {
            name: Some(whole.name.to_owned()),
            required: whole.required,
            doc: whole.doc.to_owned(),
            ..RequestBody::new(Content::new(
                media_type(meta.body),
                whole_body(meta, whole, types),
            ))
        });
    }
    of(FieldLocation::BodyField).next()?;
    let body = if codec(meta) == Some(CodecId::UrlEncoded) {
        let lists = meta.body.map_or(QueryStyle::Repeat, |codec| codec.lists);
        let field = |field: &ParamMeta| Parameter {
            style: style(FieldLocation::Query(lists)),
            ..parameter(field, types)
        };
        Body::Form(of(FieldLocation::BodyField).map(field).collect())
    } else {
        Body::Whole {
            examples: Vec::new(),
            schema: Some(Box::new(Schema {
                properties: of(FieldLocation::BodyField)
                    .map(|field| property(field, codec(meta), types))
                    .collect(),
                ..Schema::of(Kind::Object)
            })),
        }
    };
    Some(RequestBody::new(Content::new(media_type(meta.body), body)))
}

fn codec(meta: &EndpointMeta) -> Option<CodecId> {
    meta.body.map(|codec| codec.id)
}

fn whole_body(meta: &EndpointMeta, whole: &ParamMeta, types: &Types) -> Body {
    if !whole.secret {
        match (codec(meta), whole.example) {
            (Some(CodecId::OctetStream | CodecId::Streaming), None) => return Body::File(None),
            (Some(CodecId::Streaming), Some(name)) => return Body::File(Some(name.to_owned())),
            _ => {}
        }
    }
    let example = whole.example.map(|example| match codec(meta) {
        Some(CodecId::ApplicationJson) if !whole.secret => json(whole.type_name, example),
        _ => example.to_owned(),
    });
    Body::Whole {
        examples: example.map(Example::new).into_iter().collect(),
        schema: Some(Box::new(Schema {
            secret: whole.secret,
            ..types.sent(whole, codec(meta))
        })),
    }
}

fn property(field: &ParamMeta, codec: Option<CodecId>, types: &Types) -> Property {
    let example = field.example.map(|example| json(field.type_name, example));
    Property {
        name: field.name.to_owned(),
        required: field.required,
        flatten: field.flatten,
        schema: Schema {
            doc: field.doc.to_owned(),
            secret: field.secret,
            examples: example.into_iter().collect(),
            ..types.sent(field, codec)
        },
    }
}

fn part(field: &ParamMeta, types: &Types) -> Part {
    let parameter = Parameter {
        schema: Some(Box::new(
            types.sent(field, field.codec.map(|codec| codec.id)),
        )),
        ..parameter(field, types)
    };
    let example = parameter.value();
    let files = field.is_file.then(|| files(example, &parameter));
    let media_type = media_type(field.codec);
    Part {
        parameter,
        media_type,
        files,
        headers: Vec::new(),
    }
}

/// The names of the files: one, or those of a list.
fn files(example: Option<&str>, parameter: &crate::description::Parameter) -> Vec<String> {
    crate::placeholder::items(parameter)
        .unwrap_or_else(|| example.map(str::to_owned).into_iter().collect())
}

/// The example of a value in JSON: JSON, or else a text.
fn json(type_name: &str, example: &str) -> String {
    let is_json = serde_json::from_str::<IgnoredAny>(example).is_ok();
    if is_json && !is_text(type_name) {
        example.to_owned()
    } else {
        Value::from(example).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_by_type() {
        for (type_name, example, expected) in [
            ("String", "7", "\"7\""),
            ("u8", "7", "7"),
            ("Option<Mode>", "single", "\"single\""),
            ("Mode", "\"single\"", "\"single\""),
            ("Vec<u8>", "[1, 2]", "[1, 2]"),
        ] {
            assert_eq!(json(type_name, example), expected, "{type_name}");
        }
    }
}
