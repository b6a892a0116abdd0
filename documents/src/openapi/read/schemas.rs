//! Schemas by name: those of the document, and those that references lead to in other places.

use std::collections::{HashMap, HashSet};

use super::Reader;
use super::files::Files;
use super::node::{Node, push};
use crate::description::NamedSchema;
use crate::value::Value;
use crate::words::words;

/// The named schemas.
pub(super) struct Schemas<'a> {
    list: Vec<Place<'a>>,
    /// By file and pointer.
    known: HashMap<(usize, String), usize>,
    taken: HashSet<String>,
    /// The last number behind a name that several have.
    numbers: HashMap<String, usize>,
}

struct Place<'a> {
    name: String,
    value: &'a Value,
    file: usize,
    pointer: String,
}

impl<'a> Schemas<'a> {
    /// The schemas that have a name in the document itself.
    pub(super) fn new(files: &'a Files) -> Self {
        let mut schemas = Self {
            list: Vec::new(),
            known: HashMap::new(),
            taken: HashSet::new(),
            numbers: HashMap::new(),
        };
        let root = &files.list[0].value;
        let components = root.get("components").and_then(|all| all.get("schemas"));
        let places = [
            ("/components/schemas", components),
            ("/definitions", root.get("definitions")),
        ];
        for (place, all) in places {
            let Some(Value::Object(all)) = all else {
                continue;
            };
            for (name, value) in all.iter() {
                let mut pointer = place.to_owned();
                push(&mut pointer, name);
                schemas.add(value, 0, pointer, vec![name.clone()]);
            }
        }
        schemas
    }

    /// The name of the schema at a place.
    pub(super) fn name(
        &mut self,
        value: &'a Value,
        file: usize,
        pointer: &str,
        file_name: &str,
    ) -> String {
        if let Some(known) = self.known.get(&(file, pointer.to_owned())) {
            return self.list[*known].name.clone();
        }
        let candidates = candidates(value, pointer, file_name);
        self.add(value, file, pointer.to_owned(), candidates)
    }

    fn add(
        &mut self,
        value: &'a Value,
        file: usize,
        pointer: String,
        candidates: Vec<String>,
    ) -> String {
        let name = self.free(candidates);
        self.taken.insert(name.clone());
        self.known.insert((file, pointer.clone()), self.list.len());
        self.list.push(Place {
            name: name.clone(),
            value,
            file,
            pointer,
        });
        name
    }

    fn free(&mut self, candidates: Vec<String>) -> String {
        let last = candidates
            .last()
            .cloned()
            .unwrap_or_else(|| "Schema".to_owned());
        let mut candidates = candidates.into_iter();
        if let Some(free) = candidates.find(|name| !self.taken.contains(name)) {
            return free;
        }
        // Counted for each name, so that many of one name take no time.
        let number = self.numbers.entry(last.clone()).or_insert(1);
        loop {
            *number += 1;
            let name = format!("{last}{number}");
            if !self.taken.contains(&name) {
                return name;
            }
        }
    }
}

impl Reader<'_> {
    /// All named schemas; reading them can name others.
    pub(super) fn named_schemas(&mut self) -> Vec<NamedSchema> {
        let mut named = Vec::new();
        while let Some(place) = self.schemas.list.get(named.len()) {
            let (value, file) = (place.value, place.file);
            let (name, pointer) = (place.name.clone(), place.pointer.clone());
            let schema = self.schema(&Node::at(value, file, &pointer));
            named.push(NamedSchema {
                name,
                place: self.place(file, &pointer),
                schema,
            });
        }
        named
    }
}

/// What a schema at an odd place can be called, the best first.
fn candidates(value: &Value, pointer: &str, file_name: &str) -> Vec<String> {
    let unescape = |segment: &str| segment.replace("~1", "/").replace("~0", "~");
    let segments: Vec<String> = pointer.split('/').skip(1).map(unescape).collect();
    let stem = file_name.rsplit('/').next().unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default().to_owned();
    let mut candidates = Vec::new();
    let (first, rest) = head(&segments, &stem);
    if rest.is_empty() {
        candidates.push(first);
    } else {
        if let Some(title) = value.get("title").and_then(Value::as_str) {
            candidates.extend(short(&pascal(title)));
        }
        let mut name = pascal(&first);
        let mut last = String::new();
        for segment in &rest {
            let part = part(segment);
            last.clone_from(&part);
            name.push_str(&part);
        }
        candidates.extend(short(&name));
        let kind = kind(&segments);
        if !kind.is_empty() {
            candidates.extend(short(&format!("{name}{kind}")));
        }
        candidates.push(format!("{}{last}", pascal(&first)));
    }
    if !stem.is_empty() && !segments.is_empty() {
        let first = candidates.first().map(|first| pascal(first));
        candidates.push(format!("{}{}", pascal(&stem), first.unwrap_or_default()));
    }
    candidates.retain(|name| !name.is_empty());
    candidates
}

/// What holds the schema, and the way from there.
fn head(segments: &[String], stem: &str) -> (String, Vec<String>) {
    let is_keyword = |segment: &String| {
        [
            "properties",
            "items",
            "allOf",
            "oneOf",
            "anyOf",
            "additionalProperties",
            "prefixItems",
        ]
        .contains(&segment.as_str())
    };
    match segments {
        [] => (stem.to_owned(), Vec::new()),
        // A file that is one schema.
        [first, ..] if is_keyword(first) => (stem.to_owned(), segments.to_vec()),
        [paths, path, rest @ ..] if paths == "paths" || paths == "webhooks" => {
            let literal = path.split('/').filter(|part| !part.contains('{'));
            let literal: Vec<&str> = literal.collect();
            let method = rest.first().map_or("", String::as_str);
            let name = format!("{method} {}", literal.join(" "));
            (name, rest.get(1..).unwrap_or_default().to_vec())
        }
        [components, _, name, rest @ ..] if components == "components" => {
            (name.clone(), rest.to_vec())
        }
        [_, name, rest @ ..] => (name.clone(), rest.to_vec()),
        [name] => (name.clone(), Vec::new()),
    }
}

/// What a schema of something else than schemas can be called besides: `NotFoundResponse`.
fn kind(segments: &[String]) -> &'static str {
    let place = segments.iter().find(|segment| *segment != "components");
    match place.map(String::as_str) {
        Some("responses") => "Response",
        Some("parameters") => "Parameter",
        Some("requestBodies") => "Body",
        Some("headers") => "Header",
        _ => "",
    }
}

/// What a segment of a pointer says about the schema behind it.
fn part(segment: &str) -> String {
    match segment {
        "properties" | "content" | "schema" | "allOf" | "oneOf" | "anyOf" | "responses"
        | "parameters" | "application/json" | "headers" | "$defs" | "definitions" => String::new(),
        "items" => "Item".to_owned(),
        "additionalProperties" => "Value".to_owned(),
        "requestBody" => "Body".to_owned(),
        "200" | "201" | "default" => "Response".to_owned(),
        segment => match segment.parse::<usize>() {
            // People count from 1; statuses stay as they are.
            Ok(index) if index < 100 => format!("Part{}", index + 1),
            _ => pascal(segment),
        },
    }
}

fn pascal(text: &str) -> String {
    let mut name = String::new();
    for word in words(text) {
        let mut chars = word.chars();
        name.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(chars.as_str());
    }
    name
}

/// A name that a person would accept.
fn short(name: &str) -> Option<String> {
    (!name.is_empty() && name.len() <= 60).then(|| name.to_owned())
}
