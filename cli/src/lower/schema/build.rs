//! From schemas to the graph of types.
//!
//! Nothing here is recursive along references: a type that is declared is built later, from a queue.

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use callpoint_documents::Value;
use callpoint_documents::description::{Additional, Kind, NamedSchema, Schema};

use super::class::{Class, Classified, NamedParent, classify};
use super::fingerprint::Fingerprints;
use super::graph::{Def, DefId, DefKind, FieldDef, Form, Origin, Place, StructDef, Ty, Typed};
use super::view::{Named, View, says_type};
use crate::lower::types::VALUE;
use crate::options::Formats;

/// How deep lists and maps of lists and maps are typed.
const MOST_NESTED: usize = 12;

/// How many schemas that only name another are followed before they become types of their own.
const MOST_ALIASES: usize = 64;

/// How long a default may be to stand in the docs.
const LONGEST_DEFAULT: usize = 120;

/// What is known of a named schema.
enum State {
    Done(Ty),
    /// It is being read.
    Reading,
    /// It was met while it was read, so it is a type of its own.
    Recursive(DefId),
}

/// What a name stands for.
struct Target<'a> {
    view: View<'a>,
    constant: Option<&'a str>,
    is_declared: bool,
    remark: Option<String>,
    note: Option<String>,
}

pub(super) struct Builder<'a> {
    pub(super) named: Named<'a>,
    formats: Formats,
    parents: HashMap<&'a str, NamedParent<'a>>,
    /// By whether it is in XML, and the name.
    states: HashMap<(bool, &'a str), State>,
    targets: HashMap<&'a str, Option<Rc<Target<'a>>>>,
    pub(super) inline: HashMap<(bool, u64, String), DefId>,
    fingerprints: Fingerprints,
    fingerprints_in_xml: Fingerprints,
    pub(super) defs: Vec<Def<'a>>,
    queue: VecDeque<(DefId, View<'a>, Class<'a>)>,
    /// Whether what is read now is in XML.
    pub(super) is_xml: bool,
    pub(super) notes: Vec<String>,
    /// Whether `additionalProperties: true` stands in so many objects that it says nothing of any of them.
    is_open_by_habit: bool,
    /// How many lists and maps are around.
    depth: usize,
    /// How many names are being read.
    aliases: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(schemas: &'a [NamedSchema], formats: Formats) -> Self {
        let parents = schemas.iter().filter_map(|named| {
            let discriminator = named.schema.discriminator.as_ref()?;
            let parent = NamedParent {
                name: &named.name,
                discriminator,
            };
            Some((named.name.as_str(), parent))
        });
        Self {
            named: Named::new(schemas),
            formats,
            parents: parents.collect(),
            states: HashMap::new(),
            targets: HashMap::new(),
            inline: HashMap::new(),
            fingerprints: Fingerprints::default(),
            fingerprints_in_xml: Fingerprints::xml(),
            is_xml: false,
            defs: Vec::new(),
            queue: VecDeque::new(),
            notes: Vec::new(),
            is_open_by_habit: is_open_by_habit(schemas),
            depth: 0,
            aliases: 0,
        }
    }

    /// The type of a schema, and what else it says of its values.
    pub(super) fn typed(&mut self, schema: &'a Schema, place: &Place) -> Typed<'a> {
        let view = self.named.view(schema, None);
        let classified = classify(&view, None, &self.named, &self.formats);
        let target = match classified.class {
            Class::Reference(name) => self.target(name),
            _ => None,
        };
        let mut constant = match classified.class {
            Class::Constant(value) => Some(value),
            _ => None,
        };
        let mut typed = Typed {
            ty: Ty::Code(VALUE),
            is_nullable: view.is_nullable,
            constant: None,
            doc: view.doc,
            remarks: classified.remark.clone().into_iter().collect(),
            notes: classified.note.clone().into_iter().collect(),
            default: view.default,
            format: view.format,
            is_read_only: view.is_read_only,
            is_write_only: view.is_write_only,
            is_secret: view.is_secret,
        };
        for name in &view.missing {
            typed
                .notes
                .push(format!("the document has no schema `{name}`"));
        }
        if let Some(target) = target {
            let is_bare = typed.doc.trim().is_empty();
            let target = &*target;
            typed.is_nullable |= target.view.is_nullable;
            typed.is_read_only |= target.view.is_read_only;
            typed.is_write_only |= target.view.is_write_only;
            typed.is_secret |= target.view.is_secret;
            typed.default = typed.default.or(target.view.default);
            typed.format = typed.format.or(target.view.format);
            constant = constant.or(target.constant);
            if !target.is_declared {
                typed.remarks.extend(target.remark.clone());
                typed.notes.extend(target.note.clone());
                if is_bare {
                    typed.doc = target.view.doc;
                }
            }
        }
        let is_deprecated = view.is_deprecated;
        let ty = self.ty_of(schema, view, classified, place);
        if let (Some(value), Ty::Def(def)) = (constant, &ty) {
            typed.constant = Some((value, *def));
        }
        typed.ty = match ty {
            Ty::Nullable(inner) => {
                typed.is_nullable = true;
                *inner
            }
            ty => ty,
        };
        typed.remarks.extend(default_remark(typed.default));
        if is_deprecated {
            typed.remarks.push("Deprecated.".to_owned());
        }
        typed
    }

    /// What a name stands for, through schemas that only name another. Each is read once.
    fn target(&mut self, name: &'a str) -> Option<Rc<Target<'a>>> {
        if let Some(known) = self.targets.get(name) {
            return known.clone();
        }
        let target = self.followed(name).map(|(view, classified)| {
            Rc::new(Target {
                constant: match classified.class {
                    Class::Constant(value) => Some(value),
                    _ => None,
                },
                is_declared: is_declared(&classified.class),
                remark: classified.remark,
                note: classified.note,
                // What is large is not kept.
                view: View {
                    properties: Vec::new(),
                    unions: Vec::new(),
                    values: Vec::new(),
                    ..view
                },
            })
        });
        self.targets.insert(name, target.clone());
        target
    }

    fn followed(&self, name: &'a str) -> Option<(View<'a>, Classified<'a>)> {
        let mut name = name;
        for _ in 0..MOST_ALIASES {
            let named = self.named.get(name)?;
            let view = self.named.view(&named.schema, Some(&named.name));
            let parent = self.parents.get(name).copied();
            if let Some(next) = view.reference {
                name = next;
                continue;
            }
            let classified = classify(&view, parent, &self.named, &self.formats);
            return Some((view, classified));
        }
        None
    }

    /// The type of a schema, with `null` where it is one of its values.
    pub(super) fn ty(&mut self, schema: &'a Schema, place: &Place) -> Ty {
        let view = self.named.view(schema, None);
        let classified = classify(&view, None, &self.named, &self.formats);
        self.ty_of(schema, view, classified, place)
    }

    fn ty_of(
        &mut self,
        schema: &'a Schema,
        view: View<'a>,
        classified: Classified<'a>,
        place: &Place,
    ) -> Ty {
        let is_nullable = view.is_nullable;
        let ty = match classified.class {
            Class::Reference(name) => self.of_name(name),
            class if is_declared(&class) => {
                let key = self.key(schema, place);
                let mut place = place.clone();
                place.title = view.title.map(str::to_owned);
                if let Some(&known) = self.inline.get(&key) {
                    let origin = self.defs.get_mut(known).map(|def| &mut def.origin);
                    if let Some(Origin::Inline(places)) = origin {
                        places.push(place);
                    }
                    Ty::Def(known)
                } else {
                    let def = self.declare(Origin::Inline(vec![place]), &view);
                    self.inline.insert(key, def);
                    self.queue.push_back((def, view, class));
                    Ty::Def(def)
                }
            }
            class => self.written(&class, place),
        };
        ty.nullable(is_nullable)
    }

    /// What is the same of two schemas without names that are one type.
    pub(super) fn key(&mut self, schema: &'a Schema, place: &Place) -> (bool, u64, String) {
        let fingerprints = if self.is_xml {
            &mut self.fingerprints_in_xml
        } else {
            &mut self.fingerprints
        };
        let word = last_word(&place.key);
        (self.is_xml, fingerprints.of(schema), word)
    }

    /// The type of what is not declared.
    fn written(&mut self, class: &Class<'a>, place: &Place) -> Ty {
        if self.depth > MOST_NESTED {
            self.notes
                .push("lists in lists deeper than 12 are untyped".to_owned());
            return Ty::Code(VALUE);
        }
        self.depth += 1;
        let ty = match class {
            Class::Code(code) => Ty::Code(code),
            Class::List(None) => Ty::List(Box::new(Ty::Code(VALUE))),
            Class::List(Some(items)) => Ty::List(Box::new(self.ty(items, &place.item()))),
            Class::Map(value) => Ty::Map(Box::new(self.ty(value, &place.item()))),
            Class::Tuple(items) => {
                let items = items.iter().enumerate();
                let items =
                    items.map(|(at, item)| self.ty(item, &place.inside(&(at + 1).to_string())));
                Ty::Tuple(items.collect())
            }
            _ => Ty::Code(VALUE),
        };
        self.depth -= 1;
        ty
    }

    /// The type of a name.
    pub(super) fn of_name(&mut self, name: &'a str) -> Ty {
        match self.states.get(&(self.is_xml, name)) {
            Some(State::Done(ty)) => return ty.clone(),
            Some(State::Recursive(def)) => return Ty::Def(*def),
            Some(State::Reading) => {
                let def = self.declare(Origin::Named(name), &View::default());
                self.states
                    .insert((self.is_xml, name), State::Recursive(def));
                return Ty::Def(def);
            }
            None => {}
        }
        let Some(named) = self.named.get(name) else {
            self.notes
                .push(format!("the document has no schema `{name}`"));
            self.states
                .insert((self.is_xml, name), State::Done(Ty::Code(VALUE)));
            return Ty::Code(VALUE);
        };
        let view = self.named.view(&named.schema, Some(&named.name));
        let parent = self.parents.get(name).copied();
        let classified = classify(&view, parent, &self.named, &self.formats);
        if is_declared(&classified.class) {
            let def = self.declare(Origin::Named(name), &view);
            let ty = Ty::Def(def).nullable(view.is_nullable);
            self.states
                .insert((self.is_xml, name), State::Done(ty.clone()));
            self.queue.push_back((def, view, classified.class));
            return ty;
        }
        if self.aliases > MOST_ALIASES {
            // Too deep to follow here: its own type, which is read from the queue.
            let def = self.declare(Origin::Named(name), &view);
            self.states
                .insert((self.is_xml, name), State::Done(Ty::Def(def)));
            self.queue.push_back((def, view, classified.class));
            return Ty::Def(def);
        }
        self.states.insert((self.is_xml, name), State::Reading);
        self.aliases += 1;
        let outer = std::mem::take(&mut self.depth);
        let is_nullable = view.is_nullable;
        let ty = match &classified.class {
            Class::Reference(next) => self.of_name(next),
            class => self.written(class, &Place::of(name, "")),
        };
        self.depth = outer;
        self.aliases -= 1;
        let ty = ty.nullable(is_nullable);
        let Some(&State::Recursive(def)) = self.states.get(&(self.is_xml, name)) else {
            self.states
                .insert((self.is_xml, name), State::Done(ty.clone()));
            return ty;
        };
        // A name that names only itself says nothing.
        let ty = if ty == Ty::Def(def) {
            Ty::Code(VALUE)
        } else {
            ty
        };
        if let Some(declared) = self.defs.get_mut(def) {
            declared.doc = view.doc;
            declared.kind = DefKind::Newtype(ty);
        }
        Ty::Def(def)
    }

    pub(super) fn declare(&mut self, origin: Origin<'a>, view: &View<'a>) -> DefId {
        self.defs.push(Def {
            origin,
            doc: view.doc,
            is_deprecated: view.is_deprecated,
            is_xml: self.is_xml,
            element: None,
            notes: view
                .missing
                .iter()
                .map(|name| format!("the document has no schema `{name}`"))
                .collect(),
            kind: DefKind::Pending,
        });
        self.defs.len() - 1
    }

    /// Builds what is in the queue.
    pub(super) fn run(&mut self) {
        while let Some((def, view, class)) = self.queue.pop_front() {
            self.is_xml = self.defs.get(def).is_some_and(|def| def.is_xml);
            let kind = match class {
                Class::Struct => DefKind::Struct(self.structure(def, &view)),
                Class::Enum(texts) => DefKind::Enum(texts),
                Class::Constant(text) => DefKind::Constant(text),
                Class::Union(variants) => DefKind::Union(self.union(def, &variants)),
                Class::Children(discriminator, names) => {
                    DefKind::Union(self.children(discriminator, names))
                }
                Class::Kinds(kinds) => DefKind::Union(self.kinds(def, &kinds, &view)),
                Class::Reference(name) => DefKind::Newtype(self.of_name(name)),
                class => DefKind::Newtype(self.written(&class, &Place::in_def(def, ""))),
            };
            if let Some(declared) = self.defs.get_mut(def) {
                declared.kind = kind;
            }
        }
    }

    fn structure(&mut self, def: DefId, view: &View<'a>) -> StructDef<'a> {
        let mut fields = Vec::new();
        for property in &view.properties {
            let place = Place::in_def(def, property.name);
            let mut value = match property.schema {
                Some(schema) => self.typed(schema, &place),
                None => Typed::unknown(),
            };
            if !property.doc.trim().is_empty() {
                value.doc = property.doc;
            }
            let (element, form) = match property.schema {
                Some(schema) if self.is_xml => {
                    let (element, form) = self.in_xml(schema, property.name, &mut value, &place);
                    (Some(element), form)
                }
                _ => (None, Form::Plain),
            };
            fields.push(FieldDef {
                wire: property.name,
                form,
                element,
                is_required: property.is_required,
                value,
            });
        }
        if self.is_xml {
            self.with_own_elements(def, &mut fields);
        }
        let variants = view.unions.first();
        let union = variants
            .filter(|variants| self.adds_properties(variants, view))
            .map(|variants| {
                let inner = View::default();
                let place = Place::in_def(def, "kind");
                let union = self.declare(Origin::Inline(vec![place]), &inner);
                self.queue
                    .push_back((union, inner, Class::Union(variants.clone())));
                Ty::Def(union)
            });
        // In XML what is not declared is left out, and so is what a tool writes into every object.
        let is_left_out = self.is_xml || self.is_open_by_habit;
        let additional = view.additional;
        let additional = additional.filter(|schema| !is_left_out || says_type(schema));
        let additional = additional
            .map(|additional| Ty::Map(Box::new(self.ty(additional, &Place::in_def(def, "other")))));
        StructDef {
            fields,
            union,
            additional,
        }
    }

    pub(super) fn view_of(&self, schema: &'a Schema) -> View<'a> {
        let view = self.named.view(schema, None);
        match view.reference.and_then(|name| self.followed(name)) {
            Some((target, _)) => target,
            None => view,
        }
    }

    /// Whether the alternatives beside properties say more than which of those are required.
    fn adds_properties(&self, variants: &super::view::Variants<'a>, view: &View<'a>) -> bool {
        let own: std::collections::HashSet<&str> =
            view.properties.iter().map(|known| known.name).collect();
        variants.schemas.iter().any(|variant| {
            let inner = self.view_of(variant);
            let is_object = inner.kinds.is_empty() || inner.kinds == [Kind::Object];
            is_object
                && (!inner.unions.is_empty()
                    || inner
                        .properties
                        .iter()
                        .any(|property| !own.contains(property.name)))
        })
    }
}

impl Typed<'_> {
    /// A value of which nothing is known.
    pub(in crate::lower) fn unknown() -> Self {
        Self {
            ty: Ty::Code(VALUE),
            is_nullable: false,
            constant: None,
            doc: "",
            remarks: Vec::new(),
            notes: Vec::new(),
            default: None,
            format: None,
            is_read_only: false,
            is_write_only: false,
            is_secret: false,
        }
    }
}

fn is_declared(class: &Class<'_>) -> bool {
    matches!(
        class,
        Class::Enum(_)
            | Class::Constant(_)
            | Class::Struct
            | Class::Union(_)
            | Class::Children(..)
            | Class::Kinds(_)
    )
}

fn default_remark(default: Option<&Value>) -> Option<String> {
    let text = default.filter(|value| !value.is_null())?;
    let text = match text {
        Value::String(text) if text.is_empty() => return None,
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let is_short = text.chars().count() <= LONGEST_DEFAULT && !text.contains(['`', '\n', '\r']);
    is_short.then(|| format!("Default: `{}`.", text.trim()))
}

fn last_word(key: &str) -> String {
    crate::names::words(key)
        .last()
        .map(|word| word.to_lowercase())
        .unwrap_or_default()
}

/// How many named objects are needed to tell a habit.
const HABIT: usize = 6;

/// Whether most of the objects allow any other names, without a type for their values: that is what an object without a word about them
/// allows too.
fn is_open_by_habit(schemas: &[NamedSchema]) -> bool {
    let objects = schemas.iter().map(|named| &named.schema);
    let objects = objects.filter(|schema| !schema.properties.is_empty());
    let is_open = |schema: &&Schema| matches!(&schema.additional, Some(Additional::Schema(any)) if !says_type(any));
    let (open, other): (Vec<&Schema>, Vec<&Schema>) = objects.partition(is_open);
    open.len() + other.len() >= HABIT && open.len() > other.len()
}
