//! The body, by its codec.

use super::{Body, Variables, entries_of, value};
use crate::export::values;
use crate::meta::{EndpointMeta, ParamMeta, Place};

pub(super) fn body(meta: &'static EndpointMeta, variables: &mut Variables) -> Body {
    let of = |place| {
        meta.parameters
            .iter()
            .filter(move |field| field.place == place)
    };
    let mut entries = |place| {
        of(place)
            .flat_map(|field| entries_of(meta, field, variables))
            .collect()
    };
    if of(Place::Part).next().is_some() {
        return Body::Parts(entries(Place::Part));
    }
    if let Some(whole) = of(Place::Body).next() {
        return whole_body(meta, whole, variables);
    }
    if of(Place::BodyField).next().is_none() {
        return Body::None;
    }
    match meta.body {
        Some("Form") => Body::Form(entries(Place::BodyField)),
        Some("Json") => Body::Text(object(meta, variables), None),
        // Nobody knows how it writes them.
        _ => Body::Text(String::new(), None),
    }
}

fn whole_body(meta: &EndpointMeta, whole: &ParamMeta, variables: &mut Variables) -> Body {
    if whole.secret {
        return Body::Text(value(meta, whole, variables), None);
    }
    match (meta.body, whole.example) {
        (Some("Raw" | "Stream"), None) => Body::File(""),
        (_, Some(name)) if values::is_upload(whole.type_name) => Body::File(name),
        (Some("Json"), _) => Body::Text(values::json(whole), None),
        (Some("Text"), None) => Body::Text(values::text(whole), None),
        (_, example) => Body::Text(example.unwrap_or_default().to_owned(), None),
    }
}

/// The fields of a JSON body that are always there, and those with an example.
fn object(meta: &EndpointMeta, variables: &mut Variables) -> String {
    let is_shown = |field: &&ParamMeta| {
        field.place == Place::BodyField && (field.required || field.example.is_some())
    };
    let fields = meta.parameters.iter().filter(is_shown).filter_map(|field| {
        let value = if field.secret {
            let example = field.example.unwrap_or_default();
            values::json_variable(field, &variables.refer(field.name, example, meta.name))
        } else {
            values::json(field)
        };
        if !field.flatten {
            return Some(format!(
                "  {}: {}",
                values::quoted(field.name),
                indented(&value)
            ));
        }
        // Its entries stand among the others.
        let inside = field.example?.trim().strip_prefix('{')?.strip_suffix('}')?;
        Some(format!("  {}", indented(inside.trim())))
    });
    let fields: Vec<_> = fields.collect();
    if fields.is_empty() {
        return "{}".to_owned();
    }
    format!("{{\n{}\n}}", fields.join(",\n"))
}

fn indented(json: &str) -> String {
    json.replace('\n', "\n  ")
}
