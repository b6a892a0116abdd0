//! Types of schemas.
//!
//! `view` merges what applies to one schema, `class` says what kind of type that is, `build` makes a graph of all types that operations
//! reach, `uses` follows what is sent and received, and then each type is named and declared.

mod build;
mod class;
mod declare;
mod enums;
mod fingerprint;
mod graph;
mod naming;
mod recursion;
mod sizes;
mod union;
mod uses;
mod view;
mod xml;

use std::collections::{HashMap, HashSet};

use callpoint_documents::description::{NamedSchema, Schema};

use self::build::Builder;
use self::graph::{Def, DefId, DefKind, Origin, Outer};
pub(super) use self::graph::{Place, Ty, Typed};
use self::naming::Names;
use self::recursion::Spot;
use self::sizes::Sizes;
use self::uses::{Roots, Uses};
pub(super) use self::view::says_type;
use super::types::Use;
use crate::names::Taken;
use crate::options::Options;

/// What a schema of an operation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    Read,
    /// The header of a response. One that is always the same is a text.
    Header,
    Written,
    /// A body whose fields can be those of the endpoint.
    Body,
}

/// The schemas that operations name, before all of them are known.
pub(super) struct Collector<'a> {
    builder: Builder<'a>,
    typed: HashMap<*const Schema, Typed<'a>>,
    roots: Vec<(Ty, Root)>,
    /// The schemas of documents in XML, with the element that each is, where it is sent.
    xml: Vec<(&'a Schema, Typed<'a>, Root)>,
    namespaces: HashMap<*const Schema, &'a str>,
    texts: HashSet<*const Schema>,
    /// Whether what is received is written too, by a server.
    is_served: bool,
}

/// The types of all schemas that operations name.
pub(super) struct Schemas<'a> {
    defs: Vec<Def<'a>>,
    typed: HashMap<*const Schema, Typed<'a>>,
    uses: Uses<'a>,
    names: Names,
    boxes: HashSet<Spot>,
    sizes: Sizes,
    /// The types that are the fields of an endpoint.
    inlined: HashSet<DefId>,
    /// The namespaces of documents in XML.
    namespaces: HashMap<*const Schema, &'a str>,
    /// The schemas of documents in XML that do not say which elements those have.
    texts: HashSet<*const Schema>,
    is_served: bool,
    pub(super) notes: Vec<String>,
}

/// A field of a body that is a field of the endpoint.
pub(super) struct BodyField<'s, 'a> {
    pub(super) wire: &'a str,
    pub(super) is_required: bool,
    pub(super) value: &'s Typed<'a>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(schemas: &'a [NamedSchema], options: &Options) -> Self {
        Self {
            builder: Builder::new(schemas, options.formats()),
            is_served: options.serve,
            typed: HashMap::new(),
            roots: Vec::new(),
            xml: Vec::new(),
            namespaces: HashMap::new(),
            texts: HashSet::new(),
        }
    }

    /// Takes the schema of a body in XML.
    pub(super) fn xml_root(&mut self, schema: &'a Schema, place: &Place, root: Root) {
        let typed = self.builder.xml_root(schema, place);
        self.xml.push((schema, typed, root));
    }

    /// Takes the types of XML that can be declared; what is sent has the name of its element.
    fn declare_xml(&mut self) {
        for (schema, typed, root) in std::mem::take(&mut self.xml) {
            if matches!(typed.ty, Ty::Code(_)) {
                self.texts.insert(std::ptr::from_ref(schema));
            }
            let Ty::Def(def) = typed.ty else { continue };
            if typed.is_nullable || !xml::is_possible(&self.builder.defs, def) {
                continue;
            }
            if root != Root::Read {
                let xml = self.builder.named.xml(schema);
                let Some(element) = xml.name.or(xml.component) else {
                    continue;
                };
                let declared = &mut self.builder.defs[def].element;
                if declared.is_some_and(|known| known != element) {
                    continue;
                }
                *declared = Some(element);
                let key = std::ptr::from_ref(schema);
                let namespace = xml.namespace.map(|namespace| (key, namespace));
                self.namespaces.extend(namespace);
            }
            self.roots.push((typed.ty.clone(), root));
            self.typed.insert(std::ptr::from_ref(schema), typed);
        }
    }

    /// Takes a schema of an operation.
    pub(super) fn root(&mut self, schema: &'a Schema, place: &Place, root: Root) {
        let key = std::ptr::from_ref(schema);
        let typed = match self.typed.get(&key) {
            Some(known) => known.clone(),
            None => self.builder.typed(schema, place),
        };
        // `null` is a body too, which no fields say.
        let root = if root == Root::Body && typed.is_nullable {
            Root::Written
        } else {
            root
        };
        if root != Root::Header || typed.constant.is_none() {
            self.roots.push((typed.ty.clone(), root));
        }
        self.typed.insert(key, typed);
    }

    /// Names and connects all types.
    pub(super) fn finish(mut self, taken: &mut Taken) -> Schemas<'a> {
        self.builder.run();
        self.declare_xml();
        let mut defs = self.builder.defs;
        let mut roots = Roots::default();
        for (ty, root) in &self.roots {
            let is_body = *root == Root::Body && matches!(ty, Ty::Def(_));
            ty.defs(match root {
                Root::Read | Root::Header => &mut roots.read,
                _ if is_body => &mut roots.bodies,
                _ => &mut roots.written,
            });
        }
        let uses = Uses::of(&mut defs, &roots, self.is_served);
        let inlined: HashSet<DefId> = roots
            .bodies
            .iter()
            .copied()
            .filter(|def| {
                let is_plain = matches!(
                    &defs[*def].kind,
                    DefKind::Struct(declared)
                        if declared.union.is_none() && declared.additional.is_none()
                );
                is_plain && uses.mentions[*def] == 1 && !uses.is_read[*def]
            })
            .collect();
        let names = naming::names(&defs, &uses, &inlined, taken);
        let boxes = recursion::boxes(&defs, &names.order);
        let sizes = Sizes::new(&defs, &boxes);
        let mut notes = self.builder.notes;
        notes.sort();
        notes.dedup();
        Schemas {
            defs,
            typed: self.typed,
            uses,
            names,
            boxes,
            sizes,
            inlined,
            namespaces: self.namespaces,
            texts: self.texts,
            is_served: self.is_served,
            notes,
        }
    }
}

impl<'a> Schemas<'a> {
    /// What is known of a schema of an operation.
    pub(super) fn typed(&self, schema: &Schema) -> Option<&Typed<'a>> {
        self.typed.get(&std::ptr::from_ref(schema))
    }

    /// Whether the schema of a document in XML says which elements that has.
    pub(super) fn describes_elements(&self, schema: &Schema) -> bool {
        !self.texts.contains(&std::ptr::from_ref(schema))
    }

    /// The namespace of a document in XML.
    pub(super) fn namespace(&self, schema: &Schema) -> Option<&'a str> {
        self.namespaces.get(&std::ptr::from_ref(schema)).copied()
    }

    /// The type as it is written.
    pub(super) fn text(&self, ty: &Ty, usage: Use) -> String {
        match ty {
            Ty::Code(code) => (*code).to_owned(),
            Ty::Def(def) => self.name(*def, usage).to_owned(),
            Ty::List(item) => format!("Vec<{}>", self.text(item, usage)),
            Ty::Map(value) => format!("BTreeMap<String, {}>", self.text(value, usage)),
            Ty::Nullable(inner) => format!("Option<{}>", self.text(inner, usage)),
            Ty::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.text(item, usage)).collect();
                format!("({})", items.join(", "))
            }
        }
    }

    /// The fields of a body that no other type has.
    pub(super) fn body_fields(&self, typed: &Typed<'a>) -> Option<Vec<BodyField<'_, 'a>>> {
        let Ty::Def(def) = typed.ty else { return None };
        if !self.inlined.contains(&def) {
            return None;
        }
        let fields = self.defs[def].kind.fields().iter();
        let fields = fields.filter(|field| !field.value.is_read_only);
        Some(
            fields
                .map(|field| BodyField {
                    wire: field.wire,
                    is_required: field.is_required,
                    value: &field.value,
                })
                .collect(),
        )
    }

    /// Whether a value is written as one text: a scalar, or an enum of texts.
    pub(super) fn is_scalar(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Code(code) => !code.starts_with("serde_json::"),
            Ty::Def(def) => match &self.defs[*def].kind {
                DefKind::Enum(_) | DefKind::Constant(_) => true,
                DefKind::Union(union) => {
                    union.tag.is_none()
                        && union
                            .variants
                            .iter()
                            .all(|variant| variant.ty != *ty && self.is_flat_scalar(&variant.ty))
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn is_flat_scalar(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Code(code) => !code.starts_with("serde_json::"),
            Ty::Def(def) => matches!(
                self.defs[*def].kind,
                DefKind::Enum(_) | DefKind::Constant(_)
            ),
            _ => false,
        }
    }

    /// Whether it is a union without a tag, each variant of which is one of these.
    pub(super) fn is_one_of(&self, ty: &Ty, is_one: fn(&Self, &Ty) -> bool) -> bool {
        let Ty::Def(def) = ty else { return false };
        match &self.defs[*def].kind {
            DefKind::Union(union) => {
                let mut variants = union.variants.iter();
                union.tag.is_none()
                    && variants.all(|variant| variant.ty != *ty && is_one(self, &variant.ty))
            }
            _ => false,
        }
    }

    /// Whether a value is a struct or a map of scalars, which `deep` and `flatten` write.
    pub(super) fn is_entries(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Map(_) => true,
            Ty::Code(code) => *code == super::types::MAP,
            Ty::Def(def) => matches!(self.defs[*def].kind, DefKind::Struct(_)),
            _ => false,
        }
    }

    fn is_declared(&self, def: DefId) -> bool {
        self.uses.is_used(def) && !self.inlined.contains(&def)
    }

    fn is_named(&self, def: DefId) -> bool {
        matches!(self.defs[def].origin, Origin::Named(_))
    }

    fn name(&self, def: DefId, usage: Use) -> &str {
        let input = self.names.inputs.get(&def);
        input
            .filter(|_| usage == Use::Written)
            .or_else(|| self.names.by_def.get(&def))
            .map_or(super::types::VALUE, String::as_str)
    }

    /// What a type without a description is.
    fn origin(&self, def: &Def<'_>) -> String {
        let Origin::Inline(places) = &def.origin else {
            return String::new();
        };
        let outer = |place: &Place| match &place.outer {
            Outer::Name(name) => name.clone(),
            Outer::Def(outer) => self.name(*outer, Use::Read).to_owned(),
        };
        let first = places.iter().map(|place| (outer(place), &place.key)).min();
        match first {
            Some((outer, key)) if key.is_empty() || key.starts_with("variant ") => {
                format!("A part of `{outer}`.")
            }
            Some((outer, key)) => format!("The `{key}` of `{outer}`."),
            None => String::new(),
        }
    }
}

/// The names of fields, the same whatever their order.
pub(super) fn names_of_fields(wires: &[&str], taken: &mut Taken) -> Vec<String> {
    let bases: Vec<String> = wires.iter().map(|wire| declare::base_name(wire)).collect();
    let mut order: Vec<usize> = (0..wires.len()).collect();
    // A name that is one already is kept.
    order.sort_by_key(|at| (bases[*at] != wires[*at], wires[*at]));
    let mut names = vec![String::new(); wires.len()];
    for at in order {
        names[at] = taken.take([bases[at].clone()]);
    }
    names
}

/// A description with what the schema says besides. Behind code or HTML that is still open it would be part of that.
pub(super) fn with_remarks(doc: &str, remarks: &[String]) -> String {
    let doc = doc.trim();
    let said: Vec<&str> = remarks
        .iter()
        .map(String::as_str)
        .filter(|remark| !says_default(doc, remark))
        .collect();
    let remarks = said.join(" ");
    if remarks.is_empty() || doc.is_empty() {
        return format!("{doc}{remarks}");
    }
    if doc.contains("```") || doc.contains("~~~") || doc.contains('<') {
        return format!("{remarks}\n\n{doc}");
    }
    format!("{doc}\n\n{remarks}")
}

/// Whether a description says itself which default there is: `Default: 20. Minimum: 1.`
fn says_default(doc: &str, remark: &str) -> bool {
    let value = remark.strip_prefix("Default: `");
    let Some(value) = value.and_then(|value| value.strip_suffix("`.")) else {
        return false;
    };
    let plain = |text: &str| text.replace('`', "").to_lowercase();
    let (doc, value) = (plain(doc), plain(value));
    let forms = [
        "default: ",
        "defaults to ",
        "default is ",
        "default value is ",
    ];
    forms.iter().any(|form| {
        let said = format!("{form}{value}");
        doc.match_indices(&said).any(|(at, _)| {
            let mut after = doc[at + said.len()..].chars();
            match (after.next(), after.next()) {
                (Some('.' | ','), next) => next.is_none_or(|c| !c.is_alphanumeric()),
                (next, _) => next.is_none_or(|c| c.is_whitespace() || ")];".contains(c)),
            }
        })
    })
}
