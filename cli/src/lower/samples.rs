//! The example responses of an operation, for the tests of a package: what the document shows must be what the declaration reads.

use std::collections::HashMap;

use callpoint_documents::Value;
use callpoint_documents::description::{
    Additional, Body, Kind, NamedSchema, Operation, Parameter, Response, Schema, Status,
};

use super::contents::{Choice, Medium, choices, is_typed, schema};
use super::responses::can_be_declared;
use crate::model::Sample;

/// How deep references are followed.
const DEEPEST: usize = 64;

/// After how many comparisons an example is left as it is: alternatives can refer to each other.
const MOST_STEPS: usize = 100_000;

/// All example responses that declarations read as a whole: JSON and text.
pub(super) fn samples(operation: &Operation, named: &Named<'_>) -> Vec<Sample> {
    if operation.method == "HEAD" {
        return Vec::new();
    }
    let declared: Vec<Status> = (operation.responses.iter())
        .map(|response| response.status)
        .collect();
    let mut samples = Vec::new();
    for response in &operation.responses {
        let code = code(response.status, &declared);
        let Some(code) = code.filter(|_| can_be_declared(response.status)) else {
            continue;
        };
        for choice in choices(&response.contents, response.status.is_success()) {
            samples.extend(of_choice(code, response, &choice, named));
        }
    }
    samples
}

/// A status code that the status includes, and no other one.
fn code(status: Status, declared: &[Status]) -> Option<u16> {
    let is_free = |code: &u16| !declared.contains(&Status::Code(*code));
    match status {
        Status::Code(204 | 205 | 304) => None,
        Status::Code(code) => Some(code),
        Status::Class(class) => {
            let first = u16::from(class) * 100;
            (first..first + 100).find(is_free)
        }
        Status::Default => {
            let classes = (declared.iter()).filter(|status| matches!(status, Status::Class(_)));
            let classes: Vec<&Status> = classes.collect();
            let is_other = |code: &u16| !classes.iter().any(|class| class.contains(*code));
            let all = (500..600).chain(400..500).chain(200..203);
            all.filter(is_other).find(is_free)
        }
    }
}

fn of_choice(
    status: u16,
    response: &Response,
    choice: &Choice<'_>,
    named: &Named<'_>,
) -> Vec<Sample> {
    let content = choice.content;
    let Body::Whole { examples, .. } = &content.body else {
        return Vec::new();
    };
    if !matches!(choice.medium, Medium::Json | Medium::Text) {
        return Vec::new();
    }
    let is_json = choice.medium == Medium::Json;
    let own = schema(content);
    let mut texts: Vec<&str> = examples
        .iter()
        .map(|example| example.text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    if let Some(own) = own.filter(|_| texts.is_empty() && is_json) {
        let examples = &named.resolved(own).examples;
        texts.extend(examples.iter().map(String::as_str));
    }
    let content_type = match (&choice.selector, &content.media_type) {
        (Some(selector), _) => selector.clone(),
        (None, Some(media_type)) if !media_type.contains('*') => media_type.clone(),
        _ if is_json => "application/json".to_owned(),
        _ => "text/plain".to_owned(),
    };
    let headers: Vec<(String, String)> = (response.headers.iter())
        .filter(|header| header.required)
        .map(|header| (header.name.clone(), header_value(header, named)))
        .collect();
    let mut samples = Vec::new();
    for text in texts {
        let misfit = match text.parse::<Value>() {
            _ if !is_json => None,
            // What is inferred of examples reads them, but not the placeholders of a collection.
            Ok(_) if !is_typed(content) && text.contains("\"<") => continue,
            Ok(value) => own.and_then(|own| named.misfit(&value, own)),
            Err(_) if !is_typed(content) => continue,
            Err(_) => Some("it is not JSON".to_owned()),
        };
        samples.push(Sample {
            status,
            content_type: content_type.clone(),
            headers: headers.clone(),
            text: text.to_owned(),
            misfit,
        });
    }
    samples
}

/// A value that the header can have.
fn header_value(header: &Parameter, named: &Named<'_>) -> String {
    let kinds = header
        .schema
        .as_deref()
        .map(|own| &named.resolved(own).kinds);
    let is = |kind| kinds.is_some_and(|kinds| kinds.contains(&kind));
    match header.value() {
        Some(value) => value.to_owned(),
        None if is(Kind::Integer) || is(Kind::Number) => "1".to_owned(),
        None if is(Kind::Boolean) => "true".to_owned(),
        None => "text".to_owned(),
    }
}

/// The schemas that others refer to, by their names.
pub(super) struct Named<'a>(HashMap<&'a str, &'a Schema>);

impl<'a> Named<'a> {
    pub(super) fn new(schemas: &'a [NamedSchema]) -> Self {
        let pairs = schemas.iter().map(|one| (one.name.as_str(), &one.schema));
        Self(pairs.collect())
    }

    /// The schema that a reference leads to.
    fn resolved<'s>(&self, schema: &'s Schema) -> &'s Schema
    where
        'a: 's,
    {
        let mut at = schema;
        for _ in 0..DEEPEST {
            let target = at.reference.as_deref().and_then(|name| self.0.get(name));
            let Some(target) = target.filter(|_| at.examples.is_empty()) else {
                break;
            };
            at = target;
        }
        at
    }

    /// Why a value is none of a schema: the first place where a declared type does not read it.
    fn misfit(&self, value: &Value, schema: &Schema) -> Option<String> {
        let mut reading = Reading {
            named: self,
            path: Vec::new(),
            steps: 0,
        };
        let why = reading.at(value, schema, 0)?;
        if reading.path.is_empty() {
            return Some(format!("as a whole, {why}"));
        }
        let place = reading.path.join("/").replace('`', "");
        Some(format!("at `/{place}`, {why}"))
    }
}

/// A value that is read by its schema.
struct Reading<'a, 's> {
    named: &'a Named<'s>,
    /// Where it is in the value; at the end, the place of the first misfit.
    path: Vec<String>,
    steps: usize,
}

impl Reading<'_, '_> {
    fn at(&mut self, value: &Value, schema: &Schema, depth: usize) -> Option<String> {
        self.steps += 1;
        // What is deeper refers to itself.
        if depth > DEEPEST || self.steps > MOST_STEPS {
            return None;
        }
        let next = depth + 1;
        let target = schema.reference.as_deref();
        let target = target.and_then(|name| self.named.0.get(name).copied());
        if let Some(why) = target.and_then(|target| self.at(value, target, next)) {
            return Some(why);
        }
        if !schema.kinds.is_empty() && !schema.kinds.iter().any(|kind| is_of(value, *kind)) {
            let wanted: Vec<&str> = schema.kinds.iter().map(|kind| kind_name(*kind)).collect();
            let wanted = wanted.join(" or ");
            return Some(format!("it has {}, and its schema {wanted}", found(value)));
        }
        if schema.format.as_deref() == Some("int32") && is_beyond_32_bits(value) {
            return Some("it has a number of more than 32 bits".to_owned());
        }
        for part in &schema.all_of {
            if let Some(why) = self.at(value, part, next) {
                return Some(why);
            }
        }
        for union in [&schema.one_of, &schema.any_of] {
            if let Some(why) = self.none_of(value, union, next) {
                return Some(why);
            }
        }
        self.inside(value, schema, next)
    }

    fn none_of(&mut self, value: &Value, union: &[Schema], depth: usize) -> Option<String> {
        let start = self.path.len();
        // The alternatives whose constants the value has are the ones that it is read by.
        let claimed: Vec<&Schema> = (union.iter())
            .filter(|one| self.is_claimed(value, one, 0))
            .collect();
        let candidates = match claimed.as_slice() {
            [] => union.iter().collect(),
            _ => claimed,
        };
        let mut last = None;
        for one in &candidates {
            self.path.truncate(start);
            last = self.at(value, one, depth);
            last.as_ref()?;
        }
        if candidates.len() > 1 {
            self.path.truncate(start);
            last = Some("it is none of the alternatives of its schema".to_owned());
        }
        last
    }

    /// Whether a property has the one value that the schema allows it.
    fn is_claimed(&self, value: &Value, schema: &Schema, depth: usize) -> bool {
        if depth > 4 {
            return false;
        }
        let target = schema.reference.as_deref();
        let target = target.and_then(|name| self.named.0.get(name).copied());
        let mut parts = target.into_iter().chain(&schema.all_of);
        parts.any(|part| self.is_claimed(value, part, depth + 1))
            || schema.properties.iter().any(|property| {
                let only = match property.schema.values.as_slice() {
                    [only] => Some(only),
                    _ => property.schema.constant.as_ref(),
                };
                only.is_some() && value.get(&property.name) == only
            })
    }

    fn below(
        &mut self,
        name: impl Into<String>,
        value: &Value,
        schema: &Schema,
        depth: usize,
    ) -> Option<String> {
        self.path.push(name.into());
        let why = self.at(value, schema, depth);
        if why.is_none() {
            self.path.pop();
        }
        why
    }

    fn inside(&mut self, value: &Value, schema: &Schema, depth: usize) -> Option<String> {
        if let (Some(items), Some(item)) = (value.as_array(), &schema.items) {
            for (at, one) in items.iter().enumerate() {
                if let Some(why) = self.below(at.to_string(), one, item, depth) {
                    return Some(why);
                }
            }
        }
        let object = value.as_object()?;
        let mut required = schema.required.iter();
        if let Some(missing) = required.find(|name| object.get(name).is_none()) {
            return Some(format!("`{}` is missing", missing.replace('`', "")));
        }
        for property in &schema.properties {
            if property.flatten {
                if let Some(why) = self.at(value, &property.schema, depth) {
                    return Some(why);
                }
                continue;
            }
            match object.get(&property.name) {
                None if property.required && !property.schema.write_only => {
                    return Some(format!("`{}` is missing", property.name.replace('`', "")));
                }
                None => {}
                Some(Value::Null) if !property.required => {}
                Some(one) => {
                    if let Some(why) = self.below(&property.name, one, &property.schema, depth) {
                        return Some(why);
                    }
                }
            }
        }
        let Some(Additional::Schema(additional)) = &schema.additional else {
            return None;
        };
        let is_known = |name: &str| schema.properties.iter().any(|known| known.name == name);
        let mut others = object.iter().filter(|(name, _)| !is_known(name));
        others.find_map(|(name, one)| self.below(name, one, additional, depth))
    }
}

fn is_of(value: &Value, kind: Kind) -> bool {
    match kind {
        Kind::Null => value.is_null(),
        Kind::Boolean => matches!(value, Value::Bool(_)),
        // What is larger is read by some of the types that integers have.
        Kind::Integer => matches!(value, Value::Number(number) if number.as_i64().is_some()),
        Kind::Number => matches!(value, Value::Number(_)),
        Kind::String => value.is_string(),
        Kind::Array => value.is_array(),
        Kind::Object => value.is_object(),
    }
}

fn is_beyond_32_bits(value: &Value) -> bool {
    let number = match value {
        Value::Number(number) => number.as_i64(),
        _ => None,
    };
    number.is_some_and(|number| i32::try_from(number).is_err())
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean => "a boolean",
        Kind::Integer => "an integer",
        Kind::Number => "a number",
        Kind::String => "a text",
        Kind::Array => "a list",
        Kind::Object => "an object",
    }
}
