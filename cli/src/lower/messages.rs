//! Messages of errors: where the type of an error response has one field that can only be its message, the error says it.

use std::collections::HashMap;

use crate::model::{Arm, Endpoint, ErrorSet, Item, Module, Struct, Type};

/// Names of fields that hold a message for people, without `_` and in lower case. A type that has two of them does not say which it is.
const MESSAGES: [&str; 6] = [
    "message",
    "detail",
    "errormessage",
    "errordescription",
    "errormsg",
    "faultstring",
];

/// Names of fields whose object has the message.
const ENVELOPES: [&str; 2] = ["error", "errors"];

/// How deep an envelope may be in others.
const DEPTH: usize = 3;

/// Marks the fields of the types of error arms, and has the endpoints ask for them.
pub(super) fn declare(items: &mut [Item], errors: &mut Option<ErrorSet>, types: &mut [Type]) {
    let mut messages = Messages {
        at: types
            .iter()
            .enumerate()
            .map(|(at, declared)| (declared.name().to_owned(), at))
            .collect(),
        known: HashMap::new(),
        types,
    };
    if let Some(errors) = errors {
        errors.has_message = messages.any(&errors.arms);
    }
    for item in items {
        match item {
            Item::Module(module) => {
                messages.module(module, false);
            }
            Item::Endpoint(endpoint) => {
                if messages.endpoint(endpoint) {
                    endpoint.options.push("message".to_owned());
                }
            }
            Item::Comment(_) => {}
        }
    }
}

struct Messages<'a> {
    /// Where the type of a name is.
    at: HashMap<String, usize>,
    /// Whether a type has a message.
    known: HashMap<usize, bool>,
    types: &'a mut [Type],
}

impl Messages<'_> {
    /// Adds the option to the outermost module that has options, where an endpoint in it has a message.
    fn module(&mut self, module: &mut Module, is_inside: bool) -> bool {
        let has_options = module.api.is_some() && !is_inside;
        let mut has_message = false;
        for item in &mut module.items {
            has_message |= match item {
                Item::Module(inner) => self.module(inner, is_inside || has_options),
                Item::Endpoint(endpoint) => self.endpoint(endpoint),
                Item::Comment(_) => false,
            };
        }
        if let Some(options) = module.api.as_mut().filter(|_| has_options && has_message) {
            options.push("message".to_owned());
        }
        has_message
    }

    fn endpoint(&mut self, endpoint: &Endpoint) -> bool {
        let errors = endpoint.arms.iter().filter(|arm| is_error(arm));
        self.any(errors)
    }

    /// Whether a type of these arms has a message. All are looked at, because that marks them.
    fn any<'a>(&mut self, arms: impl IntoIterator<Item = &'a Arm>) -> bool {
        let with_message = arms.into_iter().filter(|arm| self.arm(arm));
        with_message.count() > 0
    }

    fn arm(&mut self, arm: &Arm) -> bool {
        let codec = arm.codec.as_deref();
        let is_json = codec.is_none_or(|codec| codec.starts_with("Json("));
        is_json && self.named(&arm.ty, DEPTH)
    }

    /// Whether a type has a message, alone or as the item of a list; its field is marked then.
    fn named(&mut self, ty: &str, depth: usize) -> bool {
        let name = inner(ty, "Vec<").unwrap_or(ty);
        let Some(&at) = self.at.get(name) else {
            return false;
        };
        if let Some(known) = self.known.get(&at) {
            return *known;
        }
        let Some(field) = self.field(at, depth) else {
            self.known.insert(at, false);
            return false;
        };
        if let Some(Type::Struct(declared)) = self.types.get_mut(at) {
            declared.has_message = true;
            if let Some(field) = declared.fields.get_mut(field) {
                field.attrs.push("message".to_owned());
            }
        }
        self.known.insert(at, true);
        true
    }

    /// The field of a struct that is its message, or has it.
    fn field(&mut self, at: usize, depth: usize) -> Option<usize> {
        let Type::Struct(declared) = self.types.get(at)? else {
            return None;
        };
        if !declared.is_read || declared.is_response || declared.newtype.is_some() {
            return None;
        }
        if let Some((field, ty)) = only(declared, &MESSAGES)? {
            return is_text(&ty).then_some(field);
        }
        let (field, ty) = only(declared, &ENVELOPES)??;
        let ty = inner(&ty, "Option<").unwrap_or(&ty);
        let ty = inner(ty, "Box<").unwrap_or(ty);
        // A circle of types ends.
        (depth > 0 && self.named(ty, depth - 1)).then_some(field)
    }
}

/// The only field with one of these names: `None` where there are several, `Some(None)` where there is none.
#[expect(
    clippy::option_option,
    reason = "several and none are different outcomes"
)]
fn only(declared: &Struct, names: &[&str]) -> Option<Option<(usize, String)>> {
    let is_named = |name: &str| {
        let name = name.trim_start_matches("r#").replace('_', "");
        names.contains(&name.to_lowercase().as_str())
    };
    let fields = declared.fields.iter().enumerate();
    let mut fields = fields.filter(|(_, field)| is_named(&field.name));
    let first = fields.next();
    if fields.next().is_some() {
        return None;
    }
    Some(first.map(|(at, field)| (at, field.ty.clone())))
}

fn is_error(arm: &Arm) -> bool {
    !arm.statuses.iter().any(|status| status.is_success())
}

fn is_text(ty: &str) -> bool {
    matches!(ty, "String" | "Option<String>")
}

/// What a generic type holds.
fn inner<'a>(ty: &'a str, outer: &str) -> Option<&'a str> {
    ty.strip_prefix(outer)?.strip_suffix('>')
}

#[cfg(test)]
mod tests {
    use super::inner;

    #[test]
    fn generic_types() {
        assert_eq!(inner("Vec<Problem>", "Vec<"), Some("Problem"));
        assert_eq!(inner("Problem", "Vec<"), None);
    }
}
