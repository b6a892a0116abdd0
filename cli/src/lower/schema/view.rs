//! One schema with all that applies to it: `allOf` is merged, `null` is a flag, and a union of one is that one.

use std::collections::{HashMap, HashSet};

use callpoint_documents::Value;
use callpoint_documents::description::{
    Additional, Discriminator, Kind, NamedSchema, Property, Schema,
};

/// The most schemas that are merged into one. A document that merges more has a schema that nobody can read either.
const MOST_PARTS: usize = 1000;

/// A schema with all that applies to it.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is true by itself")]
pub(super) struct View<'a> {
    pub(super) is_nullable: bool,
    /// The schema that this is, where nothing beside the reference says more.
    pub(super) reference: Option<&'a str>,
    pub(super) title: Option<&'a str>,
    pub(super) doc: &'a str,
    /// Without `null`.
    pub(super) kinds: Vec<Kind>,
    pub(super) format: Option<&'a str>,
    /// `enum` or `const`, without `null`.
    pub(super) values: Vec<&'a Value>,
    pub(super) default: Option<&'a Value>,
    pub(super) minimum: Option<&'a Value>,
    pub(super) maximum: Option<&'a Value>,
    pub(super) properties: Vec<Merged<'a>>,
    pub(super) additional: Option<&'a Schema>,
    pub(super) items: Option<&'a Schema>,
    pub(super) prefix_items: &'a [Schema],
    pub(super) unions: Vec<Variants<'a>>,
    pub(super) is_read_only: bool,
    pub(super) is_write_only: bool,
    pub(super) is_deprecated: bool,
    pub(super) is_secret: bool,
    /// References that name nothing.
    pub(super) missing: Vec<&'a str>,
}

/// A property of all schemas that are merged.
#[derive(Debug)]
pub(super) struct Merged<'a> {
    pub(super) name: &'a str,
    /// `None` where it is only required.
    pub(super) schema: Option<&'a Schema>,
    pub(super) doc: &'a str,
    pub(super) is_required: bool,
}

/// Alternatives, without `null`.
#[derive(Debug, Clone)]
pub(super) struct Variants<'a> {
    pub(super) schemas: Vec<&'a Schema>,
    pub(super) discriminator: Option<&'a Discriminator>,
}

/// What is known of schemas by their names.
pub(super) struct Named<'a> {
    by_name: HashMap<&'a str, &'a NamedSchema>,
    /// The schemas that name one with a discriminator in their `allOf`.
    children: HashMap<&'a str, Vec<&'a str>>,
}

enum Step<'a> {
    Visit(&'a Schema),
    Own(&'a Schema),
}

enum Part<'a> {
    Reference(&'a str),
    Own(&'a Schema, Option<Variants<'a>>),
}

impl<'a> Named<'a> {
    pub(super) fn new(schemas: &'a [NamedSchema]) -> Self {
        let by_name: HashMap<&str, &NamedSchema> = schemas
            .iter()
            .map(|named| (named.name.as_str(), named))
            .collect();
        let mut children: HashMap<&str, Vec<&str>> = HashMap::new();
        for named in schemas {
            for parent in &named.schema.all_of {
                if let Some(name) = parent.reference.as_deref()
                    && by_name
                        .get(name)
                        .is_some_and(|parent| parent.schema.discriminator.is_some())
                {
                    children.entry(name).or_default().push(&named.name);
                }
            }
        }
        for children in children.values_mut() {
            children.sort_unstable();
            children.dedup();
        }
        Self { by_name, children }
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a NamedSchema> {
        self.by_name.get(name).copied()
    }

    pub(super) fn children(&self, name: &str) -> &[&'a str] {
        self.children.get(name).map_or(&[], Vec::as_slice)
    }

    /// All that applies to a schema; `own` is its name, where it has one.
    pub(super) fn view(&self, schema: &'a Schema, own: Option<&'a str>) -> View<'a> {
        let mut view = View::default();
        let parts = parts(schema, &mut view);
        let mut references = parts.iter().filter_map(|part| match part {
            Part::Reference(name) => Some(*name),
            Part::Own(..) => None,
        });
        let (first, second) = (references.next(), references.next());
        let says_more = parts.iter().any(|part| match part {
            Part::Reference(_) => false,
            Part::Own(schema, variants) => variants.is_some() || shapes(schema),
        });
        let mut merge = Merge {
            named: self,
            view,
            own,
            by_name: HashMap::new(),
            required: Vec::new(),
            seen: HashSet::new(),
            count: 0,
        };
        if let (Some(name), None, false) = (first, second, says_more) {
            merge.view.reference = Some(name);
            for part in &parts {
                if let Part::Own(schema, _) = part {
                    merge.annotations(schema);
                    merge.view.is_nullable |= schema.is(Kind::Null);
                }
            }
            return merge.view;
        }
        merge.seen.extend(own);
        merge.parts(parts, 0);
        merge.finish()
    }
}

/// What stands in a schema and in its `allOf`, parents first.
fn parts<'a>(schema: &'a Schema, view: &mut View<'a>) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let mut todo = vec![Step::Visit(schema)];
    while let Some(step) = todo.pop() {
        if parts.len() > MOST_PARTS {
            break;
        }
        match step {
            Step::Visit(schema) => {
                todo.push(Step::Own(schema));
                todo.extend(schema.all_of.iter().rev().map(Step::Visit));
                if let Some(name) = &schema.reference {
                    parts.push(Part::Reference(name));
                }
            }
            Step::Own(schema) => {
                let mut kept = None;
                for union in [&schema.one_of, &schema.any_of] {
                    let variants = variants(union, schema, view);
                    match variants.schemas.as_slice() {
                        [] => {}
                        [only] => todo.push(Step::Visit(only)),
                        // A second union beside the first only repeats it.
                        _ => kept = kept.or(Some(variants)),
                    }
                }
                parts.push(Part::Own(schema, kept));
            }
        }
    }
    parts
}

/// The alternatives that are more than `null` and more than a rule.
fn variants<'a>(union: &'a [Schema], outer: &'a Schema, view: &mut View<'a>) -> Variants<'a> {
    let mut schemas: Vec<&Schema> = Vec::new();
    for variant in union {
        if is_null(variant) {
            view.is_nullable = true;
        } else {
            schemas.push(variant);
        }
    }
    if schemas.iter().all(|variant| !says_type(variant)) {
        schemas.clear();
    }
    Variants {
        schemas,
        discriminator: outer.discriminator.as_ref(),
    }
}

fn is_null(schema: &Schema) -> bool {
    let is_only_null = schema
        .values
        .iter()
        .chain(&schema.constant)
        .all(Value::is_null);
    let has_values = !schema.values.is_empty() || schema.constant.is_some();
    schema.reference.is_none()
        && is_only_null
        && (schema.kinds == [Kind::Null] || (has_values && schema.kinds.is_empty()))
}

/// Whether it says more of its values than which of those around it are valid.
pub(in crate::lower) fn says_type(schema: &Schema) -> bool {
    schema.reference.is_some()
        || !schema.kinds.is_empty()
        || schema.format.is_some()
        || !schema.all_of.is_empty()
        || shapes(schema)
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
}

/// Whether it makes another type of what stands beside it.
fn shapes(schema: &Schema) -> bool {
    !schema.properties.is_empty()
        || !schema.required.is_empty()
        || !schema.values.is_empty()
        || schema.constant.is_some()
        || schema.items.is_some()
        || !schema.prefix_items.is_empty()
        || matches!(schema.additional, Some(Additional::Schema(_)))
}

/// Whether no item can follow those with a schema of their own, whatever `items` says.
fn is_whole_tuple(schema: &Schema) -> bool {
    let Some(Value::Number(most)) = schema.other.get("maxItems") else {
        return false;
    };
    let count = schema.prefix_items.len() as u64;
    count > 0 && most.as_u64().is_some_and(|most| most <= count)
}

struct Merge<'n, 'a> {
    named: &'n Named<'a>,
    view: View<'a>,
    own: Option<&'a str>,
    by_name: HashMap<&'a str, usize>,
    required: Vec<&'a str>,
    /// The references that are merged already.
    seen: HashSet<&'a str>,
    count: usize,
}

impl<'a> Merge<'_, 'a> {
    fn parts(&mut self, parts: Vec<Part<'a>>, depth: usize) {
        for part in parts {
            self.count += 1;
            if self.count > MOST_PARTS {
                return;
            }
            match part {
                Part::Reference(name) => {
                    if depth > 64 || !self.seen.insert(name) {
                        continue;
                    }
                    match self.named.get(name) {
                        Some(named) => {
                            let mut inner = View::default();
                            let parts = self::parts(&named.schema, &mut inner);
                            self.parts(parts, depth + 1);
                        }
                        None => self.view.missing.push(name),
                    }
                }
                Part::Own(schema, variants) => self.own(schema, variants, depth),
            }
        }
    }

    fn own(&mut self, schema: &'a Schema, variants: Option<Variants<'a>>, depth: usize) {
        let view = &mut self.view;
        let kinds: Vec<Kind> = without_null(&schema.kinds);
        view.is_nullable |= depth == 0 && schema.is(Kind::Null);
        if !kinds.is_empty() {
            view.kinds = kinds;
        }
        if schema.format.is_some() {
            view.format = schema.format.as_deref();
        }
        let values: Vec<&Value> = schema.constant.iter().chain(&schema.values).collect();
        if !values.is_empty() {
            // Without a type, `null` is one of the values.
            view.is_nullable |=
                depth == 0 && schema.kinds.is_empty() && values.iter().any(|value| value.is_null());
            view.values = values
                .into_iter()
                .filter(|value| !value.is_null())
                .collect();
        }
        for (place, key) in [
            (&mut view.minimum, "minimum"),
            (&mut view.maximum, "maximum"),
        ] {
            if let Some(bound) = schema.other.get(key) {
                *place = Some(bound);
            }
        }
        if let Some(Additional::Schema(additional)) = &schema.additional {
            view.additional = Some(additional);
        }
        if schema.items.is_some() && !is_whole_tuple(schema) {
            view.items = schema.items.as_deref();
        }
        if !schema.prefix_items.is_empty() {
            view.prefix_items = &schema.prefix_items;
        }
        if let Some(variants) = variants {
            let names_self =
                |variant: &&Schema| self.own.is_some() && variant.reference.as_deref() == self.own;
            // A parent that lists its children: the child is one of them, and not all of them.
            if depth == 0 || !variants.schemas.iter().any(names_self) {
                view.unions.push(variants);
            }
        }
        for property in &schema.properties {
            self.property(property);
        }
        self.required
            .extend(schema.required.iter().map(String::as_str));
        if depth == 0 {
            self.annotations(schema);
        }
    }

    fn property(&mut self, property: &'a Property) {
        let index = self.by_name.get(property.name.as_str()).copied();
        if let Some(known) = index.and_then(|index| self.view.properties.get_mut(index)) {
            let says_nothing = known.schema.is_none_or(|schema| !says_type(schema));
            if says_nothing || says_type(&property.schema) {
                known.schema = Some(&property.schema);
            }
            if !property.schema.doc.is_empty() {
                known.doc = &property.schema.doc;
            }
            known.is_required |= property.required;
            return;
        }
        self.by_name
            .insert(&property.name, self.view.properties.len());
        self.view.properties.push(Merged {
            name: &property.name,
            schema: Some(&property.schema),
            doc: &property.schema.doc,
            is_required: property.required,
        });
    }

    fn annotations(&mut self, schema: &'a Schema) {
        let view = &mut self.view;
        if !schema.doc.trim().is_empty() {
            view.doc = &schema.doc;
        }
        if schema.title.is_some() {
            view.title = schema.title.as_deref();
        }
        if schema.default.is_some() {
            view.default = schema.default.as_ref();
        }
        view.is_read_only |= schema.read_only;
        view.is_write_only |= schema.write_only;
        view.is_deprecated |= schema.deprecated;
        view.is_secret |= schema.secret;
    }

    fn finish(mut self) -> View<'a> {
        for name in std::mem::take(&mut self.required) {
            let index = self.by_name.get(name).copied();
            if let Some(known) = index.and_then(|index| self.view.properties.get_mut(index)) {
                known.is_required = true;
                continue;
            }
            self.by_name.insert(name, self.view.properties.len());
            self.view.properties.push(Merged {
                name,
                schema: None,
                doc: "",
                is_required: true,
            });
        }
        self.view
    }
}

fn without_null(kinds: &[Kind]) -> Vec<Kind> {
    kinds
        .iter()
        .copied()
        .filter(|kind| *kind != Kind::Null)
        .collect()
}
