//! The types of schemas before they have names: what each is made of.

use callpoint_documents::Value;

/// The place of a type in the graph.
pub(super) type DefId = usize;

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::lower) enum Ty {
    /// As it is written.
    Code(&'static str),
    Def(DefId),
    List(Box<Ty>),
    Map(Box<Ty>),
    Tuple(Vec<Ty>),
    /// `null`, or this.
    Nullable(Box<Ty>),
}

/// A type that is declared.
#[derive(Debug)]
pub(super) struct Def<'a> {
    pub(super) origin: Origin<'a>,
    pub(super) doc: &'a str,
    pub(super) is_deprecated: bool,
    /// Whether it is what a value is in XML.
    pub(super) is_xml: bool,
    /// The element that it is as a document in XML.
    pub(super) element: Option<&'a str>,
    pub(super) notes: Vec<String>,
    pub(super) kind: DefKind<'a>,
}

/// Where a type comes from, which is what it is called after.
#[derive(Debug)]
pub(super) enum Origin<'a> {
    /// A schema with this name.
    Named(&'a str),
    /// What is described where it is used; several places can have the same.
    Inline(Vec<Place>),
}

/// Where a schema without a name stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::lower) struct Place {
    pub(super) outer: Outer,
    /// The key, with the words for what it is of it: `items`, `value`.
    pub(super) key: String,
    /// What the document calls it.
    pub(super) title: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Outer {
    Name(String),
    Def(DefId),
}

#[derive(Debug)]
pub(super) enum DefKind<'a> {
    /// Not built yet.
    Pending,
    Struct(StructDef<'a>),
    /// One of these texts.
    Enum(Vec<&'a str>),
    /// Always this text.
    Constant(&'a str),
    Union(UnionDef<'a>),
    /// A list or map that holds itself.
    Newtype(Ty),
}

#[derive(Debug, Default)]
pub(super) struct StructDef<'a> {
    pub(super) fields: Vec<FieldDef<'a>>,
    /// What can stand beside the fields, whose own fields are inlined.
    pub(super) union: Option<Ty>,
    /// The values under all other names.
    pub(super) additional: Option<Ty>,
}

/// A property.
#[derive(Debug)]
pub(super) struct FieldDef<'a> {
    pub(super) wire: &'a str,
    pub(super) form: Form,
    /// Its name in XML.
    pub(super) element: Option<&'a str>,
    pub(super) is_required: bool,
    pub(super) value: Typed<'a>,
}

/// The type of a value and what else the schema says of it.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is true by itself")]
pub(in crate::lower) struct Typed<'a> {
    /// Without `null`.
    pub(in crate::lower) ty: Ty,
    pub(in crate::lower) is_nullable: bool,
    /// Its only value, and the type of that.
    pub(in crate::lower) constant: Option<(&'a str, DefId)>,
    pub(in crate::lower) doc: &'a str,
    /// What the schema says that the type does not.
    pub(in crate::lower) remarks: Vec<String>,
    pub(in crate::lower) notes: Vec<String>,
    pub(in crate::lower) default: Option<&'a Value>,
    pub(in crate::lower) format: Option<&'a str>,
    pub(in crate::lower) is_read_only: bool,
    pub(in crate::lower) is_write_only: bool,
    pub(in crate::lower) is_secret: bool,
}

#[derive(Debug)]
pub(super) struct UnionDef<'a> {
    pub(super) variants: Vec<VariantDef>,
    /// The property that tells them apart.
    pub(super) tag: Option<&'a str>,
    /// Whether nothing tells some of them apart.
    pub(super) is_ambiguous: bool,
}

#[derive(Debug)]
pub(super) struct VariantDef {
    pub(super) ty: Ty,
    /// The values of the tag, the first of which is sent.
    pub(super) tags: Vec<String>,
    /// What the document calls it.
    pub(super) title: Option<String>,
    pub(super) doc: String,
}

impl Ty {
    pub(in crate::lower) fn nullable(self, is_nullable: bool) -> Self {
        match self {
            // `null` is one of its values already.
            Self::Nullable(_) | Self::Code(crate::lower::types::VALUE) => self,
            ty if is_nullable => Self::Nullable(Box::new(ty)),
            ty => ty,
        }
    }

    /// The declared types in it.
    pub(super) fn defs(&self, found: &mut Vec<DefId>) {
        match self {
            Self::Code(_) => {}
            Self::Def(def) => found.push(*def),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.defs(found),
            Self::Tuple(items) => {
                for item in items {
                    item.defs(found);
                }
            }
        }
    }

    /// The declared types of which it holds a value without a pointer.
    pub(super) fn held(&self, found: &mut Vec<DefId>) {
        match self {
            Self::Code(_) | Self::List(_) | Self::Map(_) => {}
            Self::Def(def) => found.push(*def),
            Self::Nullable(inner) => inner.held(found),
            Self::Tuple(items) => {
                for item in items {
                    item.held(found);
                }
            }
        }
    }
}

impl Place {
    /// Below something that has a name of its own.
    pub(in crate::lower) fn of(outer: &str, key: &str) -> Self {
        Self {
            outer: Outer::Name(outer.to_owned()),
            key: key.to_owned(),
            title: None,
        }
    }

    pub(super) fn in_def(outer: DefId, key: &str) -> Self {
        Self {
            outer: Outer::Def(outer),
            key: key.to_owned(),
            title: None,
        }
    }

    pub(super) fn inside(&self, key: &str) -> Self {
        Self {
            outer: self.outer.clone(),
            key: format!("{} {key}", self.key),
            title: None,
        }
    }

    /// One of many.
    pub(super) fn item(&self) -> Self {
        Self {
            outer: self.outer.clone(),
            key: crate::names::singular(&self.key),
            title: None,
        }
    }
}

impl<'a> DefKind<'a> {
    pub(super) fn fields(&self) -> &[FieldDef<'a>] {
        match self {
            Self::Struct(declared) => &declared.fields,
            _ => &[],
        }
    }
}

/// What a value is in XML.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As serde writes it: an element with its name.
    #[default]
    Plain,
    /// An element for each item, and none for an empty list.
    List,
    Attribute,
    /// The text of the element around it.
    Text,
}
