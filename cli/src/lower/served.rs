//! What declarations are besides those of a client: read and written in the other direction too, and with schemas.

use crate::model::{ErrorSet, Item, Type};
use crate::options::Options;

/// Adds what the options ask for.
pub(super) fn declare(
    items: &mut [Item],
    errors: Option<&mut ErrorSet>,
    types: &mut [Type],
    options: &Options,
) {
    if options.serve {
        for item in items {
            match item {
                Item::Module(module) => {
                    let of_module = module.api.get_or_insert_default();
                    of_module.push("serve".to_owned());
                }
                Item::Endpoint(endpoint) => endpoint.options.push("serve".to_owned()),
                Item::Comment(_) => {}
            }
        }
        if let Some(errors) = errors {
            errors.is_served = true;
        }
        types.iter_mut().for_each(served);
    }
    if options.schema {
        types.iter_mut().for_each(with_schema);
    }
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
