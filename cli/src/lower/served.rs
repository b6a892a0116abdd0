//! What declarations are besides those of a client: read and written in the other direction too, and with schemas.

use callpoint_documents::Value;

use crate::model::{Arm, ErrorSet, Example, Item, Type};
use crate::options::Options;
use crate::shape::Shape;

/// Adds what the options ask for.
pub(super) fn declare(
    items: &mut [Item],
    mut errors: Option<&mut ErrorSet>,
    types: &mut [Type],
    options: &Options,
) {
    if options.serve {
        for item in items.iter_mut() {
            match item {
                Item::Module(module) => {
                    let of_module = module.api.get_or_insert_default();
                    of_module.push("serve".to_owned());
                }
                Item::Endpoint(endpoint) => endpoint.options.push("serve".to_owned()),
                Item::Comment(_) => {}
            }
        }
        if let Some(errors) = &mut errors {
            errors.is_served = true;
        }
        types.iter_mut().for_each(served);
    }
    if options.schema {
        types.iter_mut().for_each(with_schema);
        errors
            .into_iter()
            .flat_map(|errors| &mut errors.arms)
            .for_each(of_its_kind);
        examples_of_their_kind(items);
    }
}

/// Placeholders are all that says the kinds of a type without a schema; beside one they contradict it.
fn examples_of_their_kind(items: &mut [Item]) {
    for item in items {
        match item {
            Item::Module(module) => examples_of_their_kind(&mut module.items),
            Item::Endpoint(endpoint) => {
                endpoint.arms.iter_mut().for_each(of_its_kind);
                for field in &mut endpoint.fields {
                    field.example.take_if(|example| is_of_others(example));
                }
            }
            Item::Comment(_) => {}
        }
    }
}

fn of_its_kind(arm: &mut Arm) {
    arm.example.take_if(|example| is_of_others(example));
    arm.more.retain(|(_, example)| !is_of_others(example));
}

/// Whether a text in it stands for a value of another kind.
fn is_of_others(example: &Example) -> bool {
    let Example::Json(text) = example else {
        return false;
    };
    text.parse::<Value>()
        .is_ok_and(|value| !Shape::is_example(&value))
}

/// Has it sent and received.
fn served(declared: &mut Type) {
    match declared {
        Type::Struct(declared) if declared.is_response => declared.more.attrs.push("serve"),
        Type::Struct(declared) => {
            declared.is_read = true;
            declared.is_written = true;
        }
        // It is both.
        Type::Enum(declared) if declared.derives.contains(&"OpenEnum") => {}
        Type::Enum(declared) => {
            declared
                .derives
                .retain(|derive| !["Deserialize", "Serialize"].contains(derive));
            declared.derives.extend(["Deserialize", "Serialize"]);
        }
        Type::Scheme(_) | Type::Base(_) => {}
    }
}

/// By its path: documents have types with this name.
const JSON_SCHEMA: &str = "schemars::JsonSchema";

fn with_schema(declared: &mut Type) {
    match declared {
        // It derives one of its own, with headers.
        Type::Struct(declared) if declared.is_response => {}
        Type::Struct(declared) => declared.more.derives.push(JSON_SCHEMA),
        Type::Enum(declared) => {
            // Any other text is one of its values.
            if declared.derives.contains(&"OpenEnum")
                && let Some(unknown) = declared.variants.last_mut()
            {
                unknown.attrs.push("schemars(untagged)".to_owned());
            }
            declared.derives.push(JSON_SCHEMA);
        }
        Type::Scheme(_) | Type::Base(_) => {}
    }
}
