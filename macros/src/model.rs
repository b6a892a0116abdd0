//! An endpoint that means something. It does not remember how it was written, beyond the tokens that later errors point at, and it
//! cannot hold a contradiction.

use std::time::Duration;

use proc_macro2::TokenStream;
use syn::{Attribute, DeriveInput, Ident, LitStr, Path, Type, TypePath};

use crate::names::peeled;
use crate::parse::arms::{Pattern, Shape};
pub(crate) use crate::parse::fields::Style;
use crate::parse::options::Auth;

/// A checked declaration.
pub(crate) struct Endpoint {
    /// The struct without our attributes.
    pub(crate) item: DeriveInput,
    pub(crate) krate: Path,
    pub(crate) method: String,
    pub(crate) template: String,
    pub(crate) doc: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) path: Vec<PathPiece>,
    pub(crate) query: Vec<QueryPiece>,
    pub(crate) body: Body,
    pub(crate) auth: Option<Auth>,
    pub(crate) answers: Answers,
    pub(crate) limits: Limits,
    /// Where `#[api]` wants the metadata of a generic struct.
    pub(crate) meta_const: Option<Ident>,
}

/// What a declaration says of time, size and repetition.
pub(crate) struct Limits {
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_response: Option<u64>,
    pub(crate) retries: Option<u32>,
    pub(crate) idempotent: bool,
    pub(crate) idempotency_key: Option<LitStr>,
}

/// A field with its one place on the wire.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// The type as people write it.
    pub(crate) type_name: String,
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) doc: String,
    pub(crate) place: Place,
    pub(crate) presence: Presence,
    pub(crate) secret: bool,
    pub(crate) example: Option<String>,
}

pub(crate) enum Place {
    Path,
    PathRest,
    Query {
        key: String,
        style: Style,
    },
    Header(String),
    BodyField {
        name: String,
        skip_if: Option<LitStr>,
        /// Whether serde sends it under other names than its own: `flatten`, `transparent`, `into`.
        is_spread: bool,
        serde: Vec<Attribute>,
    },
    Body,
    /// A part of a multipart form, with its codec where it is not text or a file.
    Part {
        name: String,
        codec: Option<Type>,
    },
    /// `#[serde(skip)]`: it does not travel.
    Nowhere,
}

/// Whether a field always has a value.
pub(crate) enum Presence {
    Required,
    /// `Option<T>`, with its `T`.
    Optional(Type),
    /// `Patch<T>`
    Patch,
}

/// Pieces of the path; an index is that of a field.
pub(crate) enum PathPiece {
    Literal(String),
    Param(usize),
    Rest(usize),
}

/// Pieces of the query in the order in which they are sent.
pub(crate) enum QueryPiece {
    Fixed(String),
    Param(usize),
}

pub(crate) enum Body {
    None,
    /// The fields that are left over.
    Fields {
        codec: Type,
        serializer: Serializer,
    },
    /// The parts of a form, by their fields.
    Multipart(Vec<usize>),
    /// One field is all of it, sent while it is read.
    Stream(usize),
    /// One field is all of it.
    Whole {
        field: usize,
        codec: Type,
    },
}

/// Who writes the fields that are left over.
pub(crate) enum Serializer {
    /// The expansion: names and absence are all that serde's attributes say.
    Direct,
    /// serde's derive on a mirror of the struct, with the struct's own attributes.
    Derived(Vec<Attribute>),
}

/// What the endpoint answers.
pub(crate) struct Answers {
    pub(crate) success: Success,
    pub(crate) refusals: Refusals,
    /// The structs that are declared in arms.
    pub(crate) structs: Vec<StructDef>,
}

pub(crate) enum Success {
    /// Nothing is declared: any 2xx, as it came.
    Raw,
    /// One type, returned plain.
    One(Vec<Answer>),
    /// Several, as the variants of an enum.
    Many { name: Ident, answers: Vec<Answer> },
}

pub(crate) enum Refusals {
    None,
    /// The endpoint's own enum.
    Own {
        name: Ident,
        answers: Vec<Answer>,
    },
    /// `errors = …`
    Shared(Type),
}

/// One arm: which statuses give which type by which codec.
pub(crate) struct Answer {
    pub(crate) doc: String,
    pub(crate) example: Option<String>,
    pub(crate) statuses: Vec<Pattern>,
    /// The name of its variant, where it is one of several.
    pub(crate) variant: Ident,
    pub(crate) ty: Type,
    /// The type as people write it.
    pub(crate) type_name: String,
    pub(crate) codec: Codec,
}

/// A codec and how it is called in the metadata.
#[derive(Clone)]
pub(crate) struct Codec {
    pub(crate) path: TokenStream,
    pub(crate) name: String,
    /// Whether it is one of the runtime's, whose media type does not depend on the type that it reads.
    pub(crate) is_ours: bool,
}

/// A struct that is declared in an arm.
pub(crate) struct StructDef {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) ident: Ident,
    pub(crate) doc: String,
    pub(crate) fields: Vec<(Vec<Attribute>, Ident, Type)>,
}

impl Success {
    pub(crate) fn answers(&self) -> &[Answer] {
        match self {
            Self::Raw => &[],
            Self::One(answers) | Self::Many { answers, .. } => answers,
        }
    }
}

impl Refusals {
    pub(crate) fn own(&self) -> &[Answer] {
        match self {
            Self::Own { answers, .. } => answers,
            Self::None | Self::Shared(_) => &[],
        }
    }
}

impl Answer {
    /// Whether nothing of the body is read.
    pub(crate) fn is_empty(&self) -> bool {
        is_unit(&self.ty)
    }
}

pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(peeled(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// The type that a shape stands for once its structs are declared.
pub(crate) fn type_of(shape: &Shape) -> Type {
    match shape {
        Shape::Type(ty) => ty.clone(),
        Shape::Struct(def) => Type::Path(TypePath {
            attrs: Vec::new(),
            qself: None,
            path: def.ident.clone().into(),
        }),
        Shape::List(item) => {
            let item = type_of(item);
            syn::parse_quote!(::std::vec::Vec<#item>)
        }
        Shape::Option(inner) => {
            let inner = type_of(inner);
            syn::parse_quote!(::core::option::Option<#inner>)
        }
    }
}
