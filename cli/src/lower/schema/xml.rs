//! Types that are read and written as XML: what `xml` of a schema says of elements and attributes.
//!
//! They are types of their own, since JSON has other names for the same, and no elements around lists.

use std::collections::HashSet;

use callpoint_documents::Value;
use callpoint_documents::description::Schema;

use super::build::Builder;
use super::graph::{Def, DefId, DefKind, FieldDef, Form, Origin, Place, StructDef, Ty, Typed};
use super::view::{Named, View};
use crate::lower::types::VALUE;

/// How many schemas that name or hold another are followed.
const MOST_HOPS: usize = 64;

/// What a schema says of its XML, with what it names.
#[derive(Debug, Default)]
pub(super) struct Xml<'a> {
    pub(super) name: Option<&'a str>,
    /// The name of the schema that it names.
    pub(super) component: Option<&'a str>,
    pub(super) namespace: Option<&'a str>,
    is_wrapped: Option<bool>,
    is_attribute: Option<bool>,
    is_text: bool,
    items: Option<&'a Schema>,
}

impl Form {
    /// The name of an element or attribute as serde is given it.
    pub(super) fn wire(self, name: &str) -> String {
        match self {
            Self::Plain | Self::List => name.to_owned(),
            Self::Attribute => format!("@{name}"),
            Self::Text => "$text".to_owned(),
        }
    }
}

impl<'a> Named<'a> {
    /// What a schema says first, and then what it names.
    pub(super) fn xml(&self, schema: &'a Schema) -> Xml<'a> {
        let mut xml = Xml::default();
        let mut todo = vec![schema];
        for _ in 0..MOST_HOPS {
            let Some(schema) = todo.pop() else { break };
            if let Some(Value::Object(said)) = schema.other.get("xml") {
                let text = |key: &str| said.get(key).and_then(Value::as_str);
                let flag = |key: &str| match said.get(key) {
                    Some(Value::Bool(flag)) => Some(*flag),
                    _ => None,
                };
                // `nodeType` is how 3.2 says it.
                let node = text("nodeType");
                xml.name = xml.name.or(text("name"));
                xml.namespace = xml.namespace.or(text("namespace"));
                xml.is_wrapped = xml
                    .is_wrapped
                    .or(flag("wrapped"))
                    .or(node.map(|node| node == "element"));
                xml.is_attribute = xml
                    .is_attribute
                    .or(flag("attribute"))
                    .or(node.map(|node| node == "attribute"));
                xml.is_text |= matches!(node, Some("text" | "cdata"));
            }
            xml.items = xml.items.or(schema.items.as_deref());
            if let Some(name) = schema.reference.as_deref() {
                xml.component = xml.component.or(Some(name));
                todo.extend(self.get(name).map(|named| &named.schema));
            }
            let unions = [&schema.one_of, &schema.any_of].into_iter();
            let only = unions.filter_map(|union| match union.as_slice() {
                [only] => Some(only),
                _ => None,
            });
            todo.extend(only);
            todo.extend(schema.all_of.iter().rev());
        }
        xml
    }
}

impl<'a> Builder<'a> {
    /// Makes a property what it is in XML, and returns its name and form.
    pub(super) fn in_xml(
        &mut self,
        schema: &'a Schema,
        property: &'a str,
        value: &mut Typed<'a>,
        place: &Place,
    ) -> (&'a str, Form) {
        let xml = self.named.xml(schema);
        let name = xml.name.unwrap_or(property);
        if xml.is_text {
            return (name, Form::Text);
        }
        let Ty::List(item) = &mut value.ty else {
            let is_attribute = xml.is_attribute == Some(true);
            return (
                name,
                if is_attribute {
                    Form::Attribute
                } else {
                    Form::Plain
                },
            );
        };
        without_null(item);
        let of_items = xml.items.and_then(|items| self.named.xml(items).name);
        let item_name = of_items.or(xml.name).unwrap_or(property);
        if xml.is_wrapped != Some(true) {
            return (item_name, Form::List);
        }
        let key = self.key(schema, place);
        let def = if let Some(&known) = self.inline.get(&key) {
            known
        } else {
            let list = value.ty.clone();
            let def = self.list_of(list, item_name, Origin::Inline(vec![place.clone()]));
            self.inline.insert(key, def);
            def
        };
        value.ty = Ty::Def(def);
        (name, Form::Plain)
    }

    /// Leaves each element to one property: a list before one value, which is one of its items.
    pub(super) fn with_own_elements(&mut self, def: DefId, fields: &mut Vec<FieldDef<'a>>) {
        let wire = |field: &FieldDef<'_>| field.form.wire(field.element.unwrap_or(field.wire));
        let lists = fields.iter().filter(|field| field.form == Form::List);
        let lists: HashSet<String> = lists.map(wire).collect();
        let mut seen: HashSet<String> = HashSet::new();
        let mut notes = Vec::new();
        fields.retain(|field| {
            let wire = wire(field);
            let is_in_list = field.form != Form::List && lists.contains(&wire);
            let is_kept = !is_in_list && seen.insert(wire);
            if !is_kept {
                let element = field.element.unwrap_or(field.wire);
                notes.push(format!(
                    "`{}` is left out: another property is the element `{element}` too",
                    field.wire
                ));
            }
            is_kept
        });
        if let Some(declared) = self.defs.get_mut(def) {
            declared.notes.extend(notes);
        }
    }

    /// A struct of one list.
    fn list_of(&mut self, list: Ty, item_name: &'a str, origin: Origin<'a>) -> DefId {
        let def = self.declare(origin, &View::default());
        let field = FieldDef {
            wire: item_name,
            form: Form::List,
            element: None,
            is_required: true,
            value: Typed {
                ty: list,
                ..Typed::unknown()
            },
        };
        if let Some(declared) = self.defs.get_mut(def) {
            declared.kind = DefKind::Struct(StructDef {
                fields: vec![field],
                ..StructDef::default()
            });
        }
        def
    }

    /// The type of a document in XML.
    pub(super) fn xml_root(&mut self, schema: &'a Schema, place: &Place) -> Typed<'a> {
        self.is_xml = true;
        let mut typed = self.typed(schema, place);
        if let Ty::List(item) = &mut typed.ty {
            without_null(item);
            let xml = self.named.xml(schema);
            let items = xml.items.map(|items| self.named.xml(items));
            let of_items = items.and_then(|items| items.name.or(items.component));
            if let Some(item_name) = of_items.or(xml.name) {
                let list = typed.ty.clone();
                let origin = Origin::Inline(vec![place.clone()]);
                typed.ty = Ty::Def(self.list_of(list, item_name, origin));
            }
        }
        self.is_xml = false;
        typed
    }
}

/// An item that is `null` is no element.
fn without_null(item: &mut Ty) {
    if let Ty::Nullable(inner) = item {
        *item = std::mem::replace(inner, Ty::Code(VALUE));
    }
}

/// Whether a type and all that it holds can be read from XML and written to it. What serde has to look at twice cannot: there all values are texts.
pub(super) fn is_possible(defs: &[Def<'_>], root: DefId) -> bool {
    let mut todo = vec![root];
    let mut seen: HashSet<DefId> = HashSet::new();
    while let Some(at) = todo.pop() {
        if !seen.insert(at) {
            continue;
        }
        match defs.get(at).map(|def| &def.kind) {
            Some(DefKind::Enum(_) | DefKind::Constant(_)) if at != root => {}
            Some(DefKind::Struct(declared))
                if declared.union.is_none() && declared.additional.is_none() =>
            {
                for field in &declared.fields {
                    let ty = match (&field.value.ty, field.form) {
                        (Ty::List(item), Form::List) => item,
                        (ty, _) => ty,
                    };
                    let is_text = matches!(field.form, Form::Attribute | Form::Text);
                    if !is_plain(ty) || is_text && !is_scalar(defs, ty) {
                        return false;
                    }
                    ty.defs(&mut todo);
                }
            }
            _ => return false,
        }
    }
    true
}

fn is_plain(ty: &Ty) -> bool {
    match ty {
        Ty::Code(code) => !code.starts_with("serde_json::"),
        Ty::Def(_) => true,
        Ty::Map(inner) => matches!(&**inner, Ty::Def(_) | Ty::Code(_)) && is_plain(inner),
        Ty::Nullable(_) | Ty::List(_) | Ty::Tuple(_) => false,
    }
}

fn is_scalar(defs: &[Def<'_>], ty: &Ty) -> bool {
    match ty {
        Ty::Code(_) => true,
        Ty::Def(def) => matches!(
            defs.get(*def).map(|def| &def.kind),
            Some(DefKind::Enum(_) | DefKind::Constant(_))
        ),
        _ => false,
    }
}
