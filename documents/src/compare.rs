//! The comparison of two descriptions: what changed, and whether that breaks a client of the first.
//!
//! The first is what a client is written by: the declarations, or the older document. A request has to be what the second takes, and a response of the
//! second has to be what the first reads; what is neither breaks nothing, and is reported as well. Texts, examples and order are not compared, nor are
//! limits of values (`minimum`, `pattern`): no type says them.

mod accepted;
mod bodies;
mod difference;
mod normal;
mod objects;
mod operations;
mod pairs;
mod parameters;
mod report;
mod responses;
mod schemas;
mod security;
mod unions;
mod values;
mod view;

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;

use callpoint_core::meta::EndpointMeta;

pub use self::accepted::{Accepted, InvalidAccepted};
pub use self::difference::{Difference, DifferenceKind};
pub use self::report::Report;

use crate::description::{Description, NamedSchema, Operation, Schema};

/// Compares two documents, of which clients use the first.
///
/// ```
/// use callpoint_documents::{compare, openapi};
///
/// let document = |required: &str| openapi::read(&format!("
/// openapi: 3.1.0
/// info: {{title: Links, version: '1'}}
/// paths:
///   /links:
///     get:
///       parameters: [{{name: page, in: query, required: {required}, schema: {{type: integer}}}}]
///       responses: {{204: {{description: None.}}}}
/// "));
/// let report = compare::documents(&document("false")?, &document("true")?);
/// assert!(report.is_breaking());
/// assert_eq!(
///     report.differences()[0].to_string(),
///     "GET /links: the query parameter `page` is now required",
/// );
/// # Ok::<(), callpoint_documents::DocumentError>(())
/// ```
#[must_use]
pub fn documents(old: &Description, new: &Description) -> Report {
    compared(old, new, false)
}

/// Compares declarations with a document.
///
/// What a declaration leaves open is no difference that breaks: a `String` can be a date. Types without a schema are not compared, and counted.
#[must_use]
pub fn declarations(endpoints: &[&'static EndpointMeta], document: &Description) -> Report {
    compared(&Description::of(endpoints), document, true)
}

fn compared(old: &Description, new: &Description, is_declared: bool) -> Report {
    let (old, new) = (normal::description(old), normal::description(new));
    let mut comparer = Comparer::new(&old, &new, is_declared);
    operations::compare(&mut comparer);
    comparer.run();
    Report::new(comparer, &old, &new)
}

/// Where a value goes: by the client's declaration to the service, or the other way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Direction {
    Request,
    Response,
}

/// A schema and its place.
#[derive(Debug, Clone)]
struct Node<'a> {
    schema: &'a Schema,
    place: Rc<str>,
}

/// One of the two descriptions.
struct Side<'a> {
    description: &'a Description,
    by_name: HashMap<&'a str, usize>,
    /// Whether places are JSON pointers, and not names of declarations.
    has_pointers: bool,
}

/// What two schemas are compared for, and how a sentence calls them.
#[derive(Debug, Clone)]
struct Site {
    direction: Direction,
    /// `GET /links`; empty where several operations share the schema.
    operation: Rc<str>,
    /// `the response 200`, `the query parameter `page``, `the schema `Link``.
    subject: Rc<str>,
    /// The field in it: `owner.name`.
    field: Rc<str>,
    secret: bool,
}

/// The state of a comparison.
struct Comparer<'a> {
    old: Side<'a>,
    new: Side<'a>,
    is_declared: bool,
    differences: Vec<Difference>,
    known: HashMap<(DifferenceKind, String, String), usize>,
    /// Pairs of schemas by their addresses, which are compared once, whatever refers to them.
    seen: HashSet<(usize, usize, Direction)>,
    waiting: VecDeque<(Node<'a>, Node<'a>, Site)>,
    /// How many schemas are being compared inside of each other.
    depth: usize,
    not_compared: BTreeSet<String>,
    /// How many schemas may still be looked at: references in circles of different lengths would take the product of their numbers.
    left: usize,
}

impl<'a> Side<'a> {
    fn new(description: &'a Description, has_pointers: bool) -> Self {
        let mut by_name = HashMap::new();
        for (index, named) in description.schemas.iter().enumerate() {
            by_name.entry(named.name.as_str()).or_insert(index);
        }
        Self {
            description,
            by_name,
            has_pointers,
        }
    }

    fn named(&self, index: usize) -> &'a NamedSchema {
        &self.description.schemas[index]
    }

    fn root(&self, index: usize) -> Node<'a> {
        let NamedSchema {
            place,
            schema,
            name,
        } = self.named(index);
        let place = if place.is_empty() { name } else { place };
        Node {
            schema,
            place: place.trim_matches('`').into(),
        }
    }

    /// A place below another one.
    fn below(&self, place: &Rc<str>, keys: &[&str]) -> Rc<str> {
        if !self.has_pointers {
            return Rc::clone(place);
        }
        let mut pointer = place.to_string();
        for key in keys {
            pointer.push('/');
            pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        }
        pointer.into()
    }
}

impl<'a> Comparer<'a> {
    fn new(old: &'a Description, new: &'a Description, is_declared: bool) -> Self {
        let size = normal::size(old) + normal::size(new);
        Self {
            old: Side::new(old, !is_declared),
            new: Side::new(new, true),
            is_declared,
            differences: Vec::new(),
            known: HashMap::new(),
            seen: HashSet::new(),
            waiting: VecDeque::new(),
            depth: 0,
            not_compared: BTreeSet::new(),
            left: size.saturating_mul(16).saturating_add(100_000),
        }
    }

    /// Compares the schemas that were put off, and those that are met by that.
    fn run(&mut self) {
        while let Some((old, new, site)) = self.waiting.pop_front() {
            self.schemas_inside(&old, &new, &site);
        }
    }

    /// Takes from what may be looked at; `false` where nothing is left.
    fn spend(&mut self, count: usize) -> bool {
        if let Some(left) = self.left.checked_sub(count) {
            self.left = left;
            return true;
        }
        self.left = 0;
        self.not_compared
            .insert("schemas that refer to each other in too many ways".to_owned());
        false
    }

    /// A difference of an operation, where `place` is below it in both.
    fn add(&mut self, difference: Difference) {
        let key = (
            difference.kind,
            difference
                .old
                .clone()
                .or(difference.new.clone())
                .unwrap_or_default(),
            difference.message.clone(),
        );
        if let Some(index) = self.known.get(&key) {
            // It is the same in a request and in a response, which can differ in what it breaks.
            self.differences[*index].breaking |= difference.breaking;
            return;
        }
        self.known.insert(key, self.differences.len());
        self.differences.push(difference);
    }

    /// A difference between two operations.
    fn of_operation(
        &mut self,
        kind: DifferenceKind,
        breaking: bool,
        pair: (&Operation, &Operation),
        message: String,
    ) {
        self.add(Difference {
            kind,
            breaking,
            operation: title(pair.1),
            old: Some(pair.0.place.clone()),
            new: Some(pair.1.place.clone()),
            message,
            reason: None,
        });
    }

    /// A difference between two schemas.
    fn of_schemas(
        &mut self,
        kind: DifferenceKind,
        breaking: bool,
        places: (&Rc<str>, &Rc<str>),
        site: &Site,
        what: &str,
    ) {
        self.add(Difference {
            kind,
            breaking,
            operation: site.operation.to_string(),
            old: Some(places.0.to_string()),
            new: Some(places.1.to_string()),
            message: format!("{} {what}", site.name()),
            reason: None,
        });
    }
}

impl Site {
    /// What a sentence begins with: ``the field `owner` of the response 200``.
    fn name(&self) -> String {
        if self.field.is_empty() {
            self.subject.to_string()
        } else {
            format!("the field `{}` of {}", self.field, self.subject)
        }
    }

    fn below(&self, name: &str, separator: &str) -> Self {
        let mut field = self.field.to_string();
        if !field.is_empty() {
            field.push_str(separator);
        }
        field.push_str(name);
        Self {
            field: field.into(),
            ..self.clone()
        }
    }
}

/// `PUT /links/<id>`
fn title(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.display_path())
}
