//! Values by their schema: what it names, and else the placeholders that Postman writes for a type, `<integer>`.

use std::collections::{HashMap, HashSet};

use crate::description::{Additional, Description, Kind, Parameter, Property, Schema};
use crate::placeholder::quoted;
use crate::value::Value;

/// How many values a body has at most. The types of some APIs lead to all others.
const MOST_VALUES: usize = 1_000;
/// How many values are around another at most.
const DEEPEST: usize = 64;
/// How many schemas are looked at for what a value is, those of alternatives that lead nowhere included.
const MOST_PARTS: usize = 64;
/// How many lists are in each other at most where they are named. A list can be one of itself.
const MOST_LISTS: usize = 8;

/// The schemas that others refer to, by their names.
#[derive(Debug, Default)]
pub(crate) struct Schemas<'a>(HashMap<&'a str, &'a Schema>);

/// Which properties an object has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    All,
    Required,
}

impl<'a> Schemas<'a> {
    pub(crate) fn of(description: &'a Description) -> Self {
        let named = description.schemas.iter();
        Self(named.map(|it| (it.name.as_str(), &it.schema)).collect())
    }

    /// A value outside of JSON.
    pub(crate) fn text(&self, parameter: &Parameter) -> String {
        let example = parameter.value().map(str::to_owned);
        example.unwrap_or_else(|| self.text_of(parameter.schema.as_deref()))
    }

    /// A value of a schema outside of JSON, where every value is a text.
    pub(crate) fn text_of(&self, schema: Option<&Schema>) -> String {
        let Some(schema) = schema else {
            return "<string>".to_owned();
        };
        let (_, parts) = self.in_lists(schema);
        match (named(&parts), word(&parts).as_str()) {
            (Some(Value::String(text)), _) => text.clone(),
            (_, "any") => "<string>".to_owned(),
            (_, word) => format!("<{word}>"),
        }
    }

    /// A JSON body that is sent: with the properties that are always there, and those with an example.
    pub(crate) fn sent(&self, schema: Option<&Schema>) -> String {
        self.filled(schema, Extent::Required, true)
    }

    /// JSON bodies that are received: one with all properties, and one without those that can be absent.
    #[cfg(feature = "postman")]
    pub(crate) fn received(&self, schema: Option<&Schema>) -> Vec<String> {
        let all = self.filled(schema, Extent::All, false);
        let required = self.filled(schema, Extent::Required, false);
        if all == required {
            vec![all]
        } else {
            vec![all, required]
        }
    }

    /// A body that is as deep as there is room for.
    fn filled(&self, schema: Option<&Schema>, extent: Extent, is_sent: bool) -> String {
        let any = quoted("<any>");
        let Some(schema) = schema else { return any };
        let to_depth = |deepest| {
            let mut filling = Filling {
                schemas: self,
                is_sent,
                open: Vec::new(),
                depth: 0,
                deepest,
                left: MOST_VALUES,
            };
            let filled = filling.value(schema, extent);
            (filling.left > 0).then_some(filled)
        };
        let whole = to_depth(DEEPEST);
        let filled = whole.or_else(|| (1..DEEPEST).map_while(to_depth).last());
        filled.flatten().unwrap_or(any)
    }

    /// What a value is called: `integer`, `array of string`; `any` where that is not known.
    #[cfg(feature = "postman")]
    pub(crate) fn label(&self, schema: &Schema) -> String {
        let (lists, parts) = self.in_lists(schema);
        format!("{}{}", "array of ".repeat(lists), word(&parts))
    }

    /// In how many lists a value is, and all schemas of it.
    fn in_lists<'s>(&'s self, schema: &'s Schema) -> (usize, Vec<&'s Schema>)
    where
        'a: 's,
    {
        let mut parts = self.parts(schema);
        for lists in 0..MOST_LISTS {
            match items(&parts) {
                Some(items) => parts = self.parts(items),
                None => return (lists, parts),
            }
        }
        (MOST_LISTS, parts)
    }

    /// The properties of an object, where its schema has some.
    pub(crate) fn properties<'s>(&'s self, schema: Option<&'s Schema>) -> Vec<&'s Property>
    where
        'a: 's,
    {
        let parts = schema.map(|schema| self.parts(schema)).unwrap_or_default();
        properties(&parts)
    }

    /// All schemas that say together what a value is; of alternatives the first.
    fn parts<'s>(&'s self, schema: &'s Schema) -> Vec<&'s Schema>
    where
        'a: 's,
    {
        let mut parts = Vec::new();
        let mut left = MOST_PARTS;
        self.add_parts(schema, 0, &mut Vec::new(), &mut parts, &mut left);
        parts
    }

    /// Adds them; `false` where they lead back to a value around this one. `open` has the names on the way there, from `own` on those of this value.
    fn add_parts<'s>(
        &'s self,
        schema: &'s Schema,
        own: usize,
        open: &mut Vec<&'s str>,
        parts: &mut Vec<&'s Schema>,
        left: &mut usize,
    ) -> bool
    where
        'a: 's,
    {
        let Some(rest) = left.checked_sub(1) else {
            return true;
        };
        *left = rest;
        parts.push(schema);
        if let Some(name) = &schema.reference
            && let Some(target) = self.0.get(name.as_str())
        {
            match open.iter().position(|known| known == name) {
                Some(place) if place < own => return false,
                Some(_) => {}
                None => {
                    open.push(name);
                    if !self.add_parts(target, own, open, parts, left) {
                        return false;
                    }
                }
            }
        }
        let inside = schema.properties.iter().filter(|it| it.flatten);
        let inside = inside.map(|property| &property.schema);
        if !(schema.all_of.iter().chain(inside))
            .all(|it| self.add_parts(it, own, open, parts, left))
        {
            return false;
        }
        let mut alternatives = alternatives(schema).peekable();
        if alternatives.peek().is_none() {
            return true;
        }
        let lengths = (open.len(), parts.len());
        alternatives.any(|alternative| {
            open.truncate(lengths.0);
            parts.truncate(lengths.1);
            self.add_parts(alternative, own, open, parts, left)
        })
    }
}

/// A JSON value while it is written.
struct Filling<'s, 'a> {
    schemas: &'s Schemas<'a>,
    is_sent: bool,
    /// The names of the schemas around.
    open: Vec<&'s str>,
    /// How many values are around.
    depth: usize,
    deepest: usize,
    /// How many values there is room for.
    left: usize,
}

impl<'s> Filling<'s, '_> {
    /// A value; `None` where it would be around itself, or where there is no room.
    fn value(&mut self, schema: &'s Schema, extent: Extent) -> Option<String> {
        if self.depth >= self.deepest {
            return None;
        }
        self.left = self.left.checked_sub(1)?;
        self.depth += 1;
        let own = self.open.len();
        let (mut parts, mut left) = (Vec::new(), MOST_PARTS);
        let is_finite =
            (self.schemas).add_parts(schema, own, &mut self.open, &mut parts, &mut left);
        let value = is_finite.then(|| self.of(&parts, extent));
        self.open.truncate(own);
        self.depth -= 1;
        value
    }

    fn of(&mut self, parts: &[&'s Schema], extent: Extent) -> String {
        if let Some(example) = parts.iter().find_map(|part| part.examples.first()) {
            return example.clone();
        }
        if let Some(value) = named(parts) {
            return value.to_string();
        }
        match kind(parts) {
            Some(Kind::Object) => self.object(parts, extent),
            Some(Kind::Array) => self.array(parts),
            Some(Kind::Null) => "null".to_owned(),
            _ => quoted(&format!("<{}>", word(parts))),
        }
    }

    fn object(&mut self, parts: &[&'s Schema], extent: Extent) -> String {
        let mut lines: Vec<String> = Vec::new();
        let properties = properties(parts);
        let required: HashSet<&String> = parts.iter().flat_map(|part| &part.required).collect();
        for property in &properties {
            let schema = &property.schema;
            let is_of_the_other_side = if self.is_sent {
                schema.read_only
            } else {
                schema.write_only
            };
            if is_of_the_other_side {
                continue;
            }
            let is_required = property.required || required.contains(&property.name);
            let is_shown = self.is_sent && !schema.examples.is_empty();
            if extent == Extent::Required && !is_required && !is_shown {
                continue;
            }
            let is_null = extent == Extent::Required
                && !self.is_sent
                && can_be_null(&self.schemas.parts(schema));
            let value = if is_null {
                "null".to_owned()
            } else {
                match self.value(schema, extent) {
                    Some(value) => value,
                    None if is_required => quoted("<object>"),
                    None => continue,
                }
            };
            lines.push(entry(&property.name, &value));
        }
        let additional = parts.iter().find_map(|part| part.additional.as_ref());
        if let (true, Some(Additional::Schema(values))) = (properties.is_empty(), additional)
            && **values != Schema::default()
        {
            let value = self.value(values, Extent::All);
            lines.extend(value.map(|value| entry("<string>", &value)));
        }
        between('{', &lines, '}')
    }

    /// Of what is received there are two items, where one can have less than the other.
    fn array(&mut self, parts: &[&'s Schema]) -> String {
        let tuple = parts.iter().find(|part| !part.prefix_items.is_empty());
        let mut values = Vec::new();
        match (tuple, items(parts)) {
            (Some(tuple), _) => {
                let items = tuple.prefix_items.iter();
                values.extend(items.filter_map(|item| self.value(item, Extent::All)));
            }
            (None, Some(item)) => {
                let extents = if self.is_sent {
                    &[Extent::Required][..]
                } else {
                    &[Extent::All, Extent::Required]
                };
                for extent in extents {
                    values.extend(self.value(item, *extent));
                }
                values.dedup();
            }
            (None, None) => {}
        }
        if values.iter().any(|value| value.contains('\n')) {
            between('[', &values, ']')
        } else {
            format!("[{}]", values.join(", "))
        }
    }
}

fn entry(name: &str, value: &str) -> String {
    format!("{}: {value}", quoted(name))
}

/// Entries or items, one on a line.
fn between(start: char, values: &[String], end: char) -> String {
    if values.is_empty() {
        return format!("{start}{end}");
    }
    let lines: Vec<String> = values.iter().map(|it| it.replace('\n', "\n  ")).collect();
    format!("{start}\n  {}\n{end}", lines.join(",\n  "))
}

fn is_null(schema: &Schema) -> bool {
    schema.kinds == [Kind::Null]
}

/// The alternatives that are a value.
fn alternatives(schema: &Schema) -> impl Iterator<Item = &Schema> {
    let all = schema.one_of.iter().chain(&schema.any_of);
    all.filter(|alternative| !is_null(alternative))
}

fn can_be_null(parts: &[&Schema]) -> bool {
    parts.iter().any(|part| {
        let mut alternatives = part.one_of.iter().chain(&part.any_of);
        part.is(Kind::Null) || alternatives.any(is_null)
    })
}

/// The value that a schema names: the only one, or the first.
fn named<'s>(parts: &[&'s Schema]) -> Option<&'s Value> {
    parts.iter().find_map(|part| {
        let mut values = part.constant.iter().chain(&part.values);
        values.find(|value| **value != Value::Null)
    })
}

/// The kind of a value beside `null`; `None` where there are several, or none is known.
fn kind(parts: &[&Schema]) -> Option<Kind> {
    let kinds = parts.iter().map(|part| part.kinds.as_slice());
    let said = kinds.filter(|kinds| !kinds.is_empty());
    if let Some(kinds) = said.min_by_key(|kinds| kinds.contains(&Kind::Null)) {
        let mut others = kinds.iter().filter(|kind| **kind != Kind::Null);
        return match (others.next(), others.next()) {
            (None, _) => Some(Kind::Null),
            (Some(kind), None) => Some(*kind),
            (Some(_), Some(_)) => None,
        };
    }
    let has = |is: fn(&Schema) -> bool| parts.iter().any(|part| is(part));
    if has(|part| !part.properties.is_empty() || part.additional.is_some()) {
        Some(Kind::Object)
    } else if has(|part| part.items.is_some() || !part.prefix_items.is_empty()) {
        Some(Kind::Array)
    } else {
        None
    }
}

/// What a value is called, as Postman calls it.
fn word(parts: &[&Schema]) -> String {
    let word = match kind(parts) {
        Some(Kind::Boolean) => "boolean",
        Some(Kind::Integer) => "integer",
        Some(Kind::Number) => "number",
        Some(Kind::Array) => "array",
        Some(Kind::Object) => "object",
        Some(Kind::Null) => "null",
        Some(Kind::String) => {
            let is_word = |format: &&str| {
                format
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-')
                    && !format.is_empty()
            };
            let format = parts.iter().find_map(|part| part.format.as_deref());
            match format.filter(is_word) {
                Some("date-time") => "dateTime",
                None | Some("password" | "byte") => "string",
                Some(format) => format,
            }
        }
        None => "any",
    };
    word.to_owned()
}

fn items<'s>(parts: &[&'s Schema]) -> Option<&'s Schema> {
    parts.iter().find_map(|part| part.items.as_deref())
}

/// The properties of all parts, each once.
fn properties<'s>(parts: &[&'s Schema]) -> Vec<&'s Property> {
    let mut known = HashSet::new();
    let all = parts.iter().flat_map(|part| &part.properties);
    all.filter(|property| !property.flatten && known.insert(&property.name))
        .collect()
}

/// Whether a text stands for a value: `<integer>`.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let inside = text
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    inside.is_some_and(|word| !word.contains(['<', '>', '/']))
}
