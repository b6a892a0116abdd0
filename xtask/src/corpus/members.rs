//! What is in the types of a module: the members of its structs, on the wire.

use std::collections::{BTreeMap, HashMap};

use syn::{GenericArgument, Item, ItemEnum, ItemStruct, PathArguments, Type};

use super::module::on_wire;
use super::tokens::{has_word_of_serde, list, of_serde, parts, text};

/// How far structs in structs are followed.
const DEEPEST: usize = 4;

/// A member of a type, or of one inside of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// `a number`
    pub(crate) kind: &'static str,
    /// Whether it can be absent, or what it is in.
    pub(crate) is_optional: bool,
    /// Whether more can be in it than its type says: it is a map, or anything.
    pub(crate) is_open: bool,
}

/// The types of a module by their names.
#[derive(Default)]
pub(crate) struct Members<'a> {
    structs: HashMap<String, &'a ItemStruct>,
    enums: HashMap<String, &'a ItemEnum>,
}

impl<'a> Members<'a> {
    pub(crate) fn of(items: &'a [Item]) -> Self {
        let mut members = Self::default();
        members.collect(items);
        members
    }

    fn collect(&mut self, items: &'a [Item]) {
        for item in items {
            match item {
                Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        self.collect(items);
                    }
                }
                Item::Struct(declared) => {
                    self.structs.insert(declared.ident.to_string(), declared);
                }
                Item::Enum(declared) => {
                    self.enums.insert(declared.ident.to_string(), declared);
                }
                _ => {}
            }
        }
    }

    /// The members of a type by their paths: `code`, `[].code`, `error.details[].field`. The type itself, by an empty path, is among them where it is open.
    pub(crate) fn in_type(&self, ty: &str) -> BTreeMap<String, Member> {
        let mut found = BTreeMap::new();
        if let Ok(ty) = syn::parse_str::<Type>(ty) {
            self.add("", &ty, false, 0, &mut found);
        }
        found.retain(|path, member| !path.is_empty() || member.is_open);
        found
    }

    fn add(
        &self,
        path: &str,
        ty: &Type,
        is_optional: bool,
        depth: usize,
        found: &mut BTreeMap<String, Member>,
    ) {
        let Some((name, arguments)) = named(ty) else {
            return;
        };
        let inner = arguments.last().copied();
        let is_open = matches!(name.as_str(), "BTreeMap" | "HashMap" | "Map" | "Value")
            || depth >= DEEPEST && self.structs.contains_key(&name);
        let mut insert = |kind| {
            let member = Member {
                kind,
                is_optional,
                is_open: is_open || kind == "anything",
            };
            found.insert(path.to_owned(), member);
        };
        match (name.as_str(), inner) {
            ("Option" | "Patch", Some(inner)) => self.add(path, inner, true, depth, found),
            ("Box", Some(inner)) => self.add(path, inner, is_optional, depth, found),
            ("Vec" | "BTreeSet" | "HashSet", Some(item)) => {
                insert("a list");
                self.add(&format!("{path}[]"), item, is_optional, depth, found);
            }
            ("BTreeMap" | "HashMap" | "Map", _) => insert("an object"),
            ("Value", _) => insert("anything"),
            ("bool", _) => insert("a boolean"),
            ("f32" | "f64", _) => insert("a number"),
            (name, _) if name.starts_with(['i', 'u']) && name[1..].parse::<u8>().is_ok() => {
                insert("a number");
            }
            (name, _) => {
                if let Some(declared) = self.structs.get(name) {
                    insert("an object");
                    if depth < DEEPEST {
                        self.add_fields(path, declared, is_optional, depth + 1, found);
                    }
                } else if let Some(declared) = self.enums.get(name) {
                    let derives = declared
                        .attrs
                        .iter()
                        .filter_map(|attr| list(attr, "derive"));
                    let mut derives = derives.flat_map(parts);
                    let is_open = derives.any(|part| text(&part) == "OpenEnum");
                    let mut variants = declared.variants.iter();
                    insert(
                        if is_open || variants.all(|variant| variant.fields.is_empty()) {
                            "a text"
                        } else {
                            "anything"
                        },
                    );
                } else {
                    insert("a text");
                }
            }
        }
    }

    fn add_fields(
        &self,
        path: &str,
        declared: &ItemStruct,
        is_optional: bool,
        depth: usize,
        found: &mut BTreeMap<String, Member>,
    ) {
        let style = of_serde(&declared.attrs, "rename_all");
        for field in &declared.fields {
            let has = |word| has_word_of_serde(&field.attrs, word);
            if has("flatten") {
                self.add(path, &field.ty, is_optional, depth, found);
                continue;
            }
            let name = on_wire(field, style.as_deref());
            let separator = if path.is_empty() { "" } else { "." };
            let inner = format!("{path}{separator}{name}");
            self.add(
                &inner,
                &field.ty,
                is_optional || has("default"),
                depth,
                found,
            );
        }
    }
}

/// The last name of a path, and the types that are its arguments.
fn named(ty: &Type) -> Option<(String, Vec<&Type>)> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let arguments = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => {
            let types = arguments.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            });
            types.collect()
        }
        _ => Vec::new(),
    };
    Some((last.ident.to_string(), arguments))
}

/// A type with its arguments: `Vec<Problem>`.
pub(crate) fn full(ty: &Type) -> String {
    match (ty, named(ty)) {
        (Type::Tuple(tuple), _) if tuple.elems.is_empty() => "()".to_owned(),
        (_, Some((name, arguments))) if arguments.is_empty() => name,
        (_, Some((name, arguments))) => {
            let arguments: Vec<String> = arguments.into_iter().map(full).collect();
            format!("{name}<{}>", arguments.join(", "))
        }
        _ => String::new(),
    }
}
