//! Parameters.

use std::collections::HashMap;
use std::rc::Rc;

use callpoint_core::meta::QueryForm;

use super::view::EMPTY;
use super::{Comparer, DifferenceKind, Direction, Node, Site, title};
use crate::description::{Kind, Operation, Parameter, Piece, Schema, Style};
use crate::secrets::is_secret;

/// Where parameters are sent, besides the path.
const LOCATIONS: [&str; 3] = ["query", "header", "cookie"];

type Found<'a> = HashMap<(usize, String), &'a Parameter>;

impl<'a> Comparer<'a> {
    pub(super) fn parameters(&mut self, old: &'a Operation, new: &'a Operation) {
        self.path(old, new);
        let mut known = all(new);
        let mut gone = Vec::new();
        for (location, parameter) in listed(old) {
            match known.remove(&key(location, parameter)) {
                Some(found) => self.parameter((old, new), LOCATIONS[location], parameter, found),
                None => gone.push((location, parameter)),
            }
        }
        for (location, parameter) in gone {
            self.gone((old, new), location, parameter, &mut known);
        }
        for (location, parameter) in listed(new) {
            if known.remove(&key(location, parameter)).is_some() {
                let name = named(LOCATIONS[location], parameter);
                let is_required = parameter.required && !parameter.fixed;
                let message = if parameter.required {
                    format!("{name} is new and required")
                } else {
                    format!("{name} is new")
                };
                // A pair of the template that is always the same is a part of the address.
                let breaking = is_required || parameter.fixed;
                self.of_operation(
                    DifferenceKind::ParameterAdded,
                    breaking,
                    (old, new),
                    message,
                );
            }
        }
    }

    /// A parameter that is not where it was.
    fn gone(
        &mut self,
        pair: (&'a Operation, &'a Operation),
        location: usize,
        parameter: &'a Parameter,
        known: &mut Found<'a>,
    ) {
        let name = named(LOCATIONS[location], parameter);
        let elsewhere = (0..LOCATIONS.len()).find(|at| known.contains_key(&key(*at, parameter)));
        let Some(at) = elsewhere else {
            let message = format!("{name} is not there any more");
            self.of_operation(DifferenceKind::ParameterRemoved, true, pair, message);
            return;
        };
        let message = format!("{name} is sent in the {} now", LOCATIONS[at]);
        self.of_operation(DifferenceKind::ParameterMoved, true, pair, message);
        if let Some(found) = known.remove(&key(at, parameter)) {
            self.parameter(pair, LOCATIONS[at], parameter, found);
        }
    }

    /// The parameters of the path by their order: their names are not sent.
    fn path(&mut self, old: &'a Operation, new: &'a Operation) {
        for (from, to) in in_path(old).zip(in_path(new)) {
            if from.name != to.name {
                let (from, to) = (&from.name, &to.name);
                let message = format!("the path parameter `{from}` is called `{to}`");
                self.of_operation(DifferenceKind::ParameterRenamed, false, (old, new), message);
            }
            self.parameter((old, new), "path", from, to);
        }
    }

    /// One parameter in both.
    fn parameter(
        &mut self,
        pair: (&'a Operation, &'a Operation),
        location: &str,
        old: &'a Parameter,
        new: &'a Parameter,
    ) {
        let name = named(location, new);
        if old.required != new.required && location != "path" {
            let message = if new.required {
                format!("{name} is now required")
            } else {
                format!("{name} is optional")
            };
            let breaking = new.required && !new.fixed;
            self.of_operation(DifferenceKind::ParameterRequired, breaking, pair, message);
        }
        if old.deprecated != new.deprecated {
            let message = if new.deprecated {
                format!("{name} is deprecated")
            } else {
                format!("{name} is not deprecated any more")
            };
            self.of_operation(DifferenceKind::ParameterDeprecated, false, pair, message);
        }
        if self.fixed(pair, &name, old, new) {
            return;
        }
        let (from, to) = (style(location, old), style(location, new));
        let is_plain = |schema: &Option<Box<Schema>>| schema.as_deref().is_some_and(is_scalar);
        let can_differ = from.1 || to.1 || !is_plain(&old.schema) || !is_plain(&new.schema);
        if from.0 != to.0 && can_differ {
            let message = format!("{name} is written as {}, not as {}", to.0, from.0);
            self.of_operation(DifferenceKind::ParameterStyle, true, pair, message);
        }
        let site = Site {
            direction: Direction::Request,
            operation: title(pair.1).into(),
            subject: name.into(),
            field: "".into(),
            secret: old.secret || new.secret || is_secret(&new.name),
        };
        let (from, to) = (
            self.value_of(pair.0, old, true),
            self.value_of(pair.1, new, false),
        );
        self.schemas(&from, &to, &site);
    }

    fn value_of(
        &self,
        operation: &'a Operation,
        parameter: &'a Parameter,
        is_old: bool,
    ) -> Node<'a> {
        let side = if is_old { &self.old } else { &self.new };
        let place: Rc<str> = operation.place.as_str().into();
        Node {
            schema: parameter.schema.as_deref().unwrap_or(&EMPTY),
            place: side.below(&place, &["parameters", &parameter.name, "schema"]),
        }
    }

    /// A value that is always the same. Whether that is all there is to compare.
    fn fixed(
        &mut self,
        pair: (&'a Operation, &'a Operation),
        name: &str,
        old: &Parameter,
        new: &Parameter,
    ) -> bool {
        if !old.fixed && !new.fixed {
            return false;
        }
        let (from, to) = (constant(old), constant(new));
        if from == to || (to.is_none() && !new.fixed) {
            return true;
        }
        let message = match (to, old.secret || is_secret(&new.name)) {
            (Some(to), false) => format!("{name} has to be `{to}`"),
            _ => format!("{name} has another value"),
        };
        self.of_operation(DifferenceKind::ParameterValue, true, pair, message);
        true
    }
}

/// Whether every value is one text, so that its style changes nothing.
fn is_scalar(schema: &Schema) -> bool {
    let is_plain = |kind: &Kind| !matches!(kind, Kind::Array | Kind::Object);
    schema.reference.is_none() && !schema.kinds.is_empty() && schema.kinds.iter().all(is_plain)
}

/// The one value of a parameter that has only one.
fn constant(parameter: &Parameter) -> Option<String> {
    if parameter.fixed {
        let value = parameter.value().unwrap_or_default();
        let decoded = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
        return Some(decoded.into_owned());
    }
    let schema = parameter.schema.as_deref()?;
    let ((Some(value), _) | (None, [value])) = (&schema.constant, schema.values.as_slice()) else {
        return None;
    };
    Some(
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned),
    )
}

fn in_path(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let pieces = operation.path.iter().flatten();
    pieces.filter_map(|piece| match piece {
        Piece::Parameter(parameter) => Some(parameter),
        Piece::Text(_) => None,
    })
}

fn listed(operation: &Operation) -> impl Iterator<Item = (usize, &Parameter)> {
    let lists = [&operation.query, &operation.headers, &operation.cookies];
    let lists = lists.into_iter().enumerate();
    lists
        .flat_map(|(location, list)| list.iter().map(move |parameter| (location, parameter)))
        // Media types and credentials say these.
        .filter(|(location, parameter)| *location != 1 || !is_ignored(&parameter.name))
}

fn is_ignored(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["accept", "authorization", "content-type"].contains(&name.as_str())
}

fn all(operation: &Operation) -> Found<'_> {
    let parameters = listed(operation);
    parameters
        .map(|(location, parameter)| (key(location, parameter), parameter))
        .collect()
}

/// Names of headers have no case (RFC 9110, section 5.1).
fn key(location: usize, parameter: &Parameter) -> (usize, String) {
    let name = if location == 1 {
        parameter.name.to_ascii_lowercase()
    } else {
        let name = percent_encoding::percent_decode_str(&parameter.name).decode_utf8_lossy();
        // Brackets are a style of declarations and a part of the name in documents.
        name.trim_end_matches("[]").to_owned()
    };
    (location, name)
}

fn named(location: &str, parameter: &Parameter) -> String {
    match location {
        "header" => format!("the header `{}`", parameter.name),
        "cookie" => format!("the cookie `{}`", parameter.name),
        _ => format!("the {location} parameter `{}`", parameter.name),
    }
}

/// The style in `OpenAPI`'s words, and whether it changes plain values too.
fn style(location: &str, parameter: &Parameter) -> (String, bool) {
    let explode = |name: &str| {
        if parameter.explode {
            format!("`{name}` with `explode`")
        } else {
            format!("`{name}`")
        }
    };
    match &parameter.style {
        Style::Default if matches!(location, "path" | "header") => (explode("simple"), false),
        Style::Default => ("`form` with `explode`".to_owned(), false),
        Style::Label => (explode("label"), true),
        Style::Matrix => (explode("matrix"), true),
        Style::Segments => ("several segments".to_owned(), true),
        Style::Content(media_type) => (format!("`{media_type}`"), true),
        Style::Query(form) => match form {
            QueryForm::Repeated { .. } => {
                let is_bracketed = parameter.name.ends_with("[]") || *form != Style::Default.form();
                if is_bracketed && !parameter.name.ends_with("[]") {
                    ("`form` with `explode` and brackets".to_owned(), true)
                } else {
                    ("`form` with `explode`".to_owned(), false)
                }
            }
            QueryForm::Joined { separator: "%7C" } => ("`pipeDelimited`".to_owned(), false),
            QueryForm::Joined { separator: "%20" } => ("`spaceDelimited`".to_owned(), false),
            QueryForm::Joined { .. } => ("`form`".to_owned(), false),
            QueryForm::Entries { in_brackets: true } => ("`deepObject`".to_owned(), false),
            QueryForm::Entries { in_brackets: false } => {
                ("`form` with `explode`".to_owned(), false)
            }
            QueryForm::KeyAlone => ("the name alone".to_owned(), true),
            QueryForm::ApplicationJson => ("`application/json`".to_owned(), true),
            _ => (format!("{form:?}"), true),
        },
    }
}
