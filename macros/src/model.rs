//! A valid endpoint. It keeps nothing of how it was written except the tokens that later errors point at, and it cannot hold a
//! contradiction.

use std::fmt;
use std::time::Duration;

use syn::ext::IdentExt as _;
use syn::{Attribute, DeriveInput, Ident, LitStr, Path, Type};

use crate::names::{Codec, peeled};
use crate::status_codes;

/// A checked declaration.
pub(crate) struct Endpoint {
    /// The struct without our attributes.
    pub(crate) item: DeriveInput,
    pub(crate) krate: Path,
    pub(crate) method: String,
    pub(crate) template: String,
    pub(crate) doc: String,
    /// The fixed header fields: names and values.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) fields: Vec<Field>,
    pub(crate) path: Vec<PathPiece>,
    pub(crate) query: Vec<QueryPiece>,
    pub(crate) body: Body,
    pub(crate) auth: Option<Auth>,
    /// The server that it is at, if not that of the client's base URL.
    pub(crate) base: Option<Type>,
    pub(crate) responses: Responses,
    /// The struct with the required fields that `new` takes, if it takes one.
    pub(crate) required: Option<Ident>,
    pub(crate) limits: Limits,
    /// Whether requests are read and responses written, too.
    pub(crate) serve: bool,
    /// The constant in which `#[api]` needs the metadata of a generic struct.
    pub(crate) meta_const: Option<Ident>,
}

/// The credentials that the declaration asks for, if it does.
#[derive(Clone)]
pub(crate) enum Auth {
    /// `auth = none`
    None,
    /// `auth = Basic`
    Scheme(Type),
    /// `auth = Basic | ClientId + Secret | none`: the schemes of each alternative, in their order.
    AnyOf {
        alternatives: Vec<Vec<Type>>,
        is_optional: bool,
    },
}

/// The declared limits on time, size and retries.
pub(crate) struct Limits {
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_response: Option<u64>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) idempotent: bool,
    pub(crate) idempotency_key: Option<LitStr>,
}

/// A field with its one location on the wire.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// The type as conventionally formatted.
    pub(crate) type_name: String,
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) doc: String,
    pub(crate) location: FieldLocation,
    /// Whether it is sent by its `Display` and not by serde.
    pub(crate) by_display: bool,
    pub(crate) presence: Presence,
    pub(crate) secret: bool,
    pub(crate) example: Option<String>,
}

pub(crate) enum FieldLocation {
    Path,
    /// One segment with a list.
    PathList(crate::styles::ListStyle),
    PathSegments,
    Query {
        key: String,
        style: crate::styles::Style,
    },
    Header(String),
    Cookie(String),
    BodyField {
        name: String,
        skip_if: Option<LitStr>,
        /// Whether serde sends it under other names: `flatten`, `transparent`, `into`.
        is_spread: bool,
        serde: Vec<Attribute>,
    },
    Body,
    /// A part of a multipart form, with its codec if it is neither text nor a file.
    Part {
        name: String,
        codec: Option<Type>,
    },
    /// `#[serde(skip)]`: it is not sent.
    Skipped,
}

/// Whether a field always has a value.
pub(crate) enum Presence {
    Required,
    /// `Option<T>`, with its `T`.
    Optional(Type),
    /// `Patch<T>`
    Patch,
}

/// Pieces of the path; an index refers to a field.
pub(crate) enum PathPiece {
    Literal(String),
    Param(usize),
    Rest(usize),
    /// The parameters of a segment before it, the text before the first of them, and the texts between them.
    Several {
        parameters: String,
        before: String,
        between: Vec<String>,
    },
}

/// Pieces of the query in the order in which they are sent.
pub(crate) enum QueryPiece {
    Fixed(String),
    Param(usize),
}

pub(crate) enum Body {
    None,
    /// The leftover fields.
    Fields {
        codec: Codec,
        serializer: Serializer,
    },
    /// The parts of a multipart form, by field.
    Multipart(Vec<usize>),
    /// One field is the whole body, sent as a stream.
    Stream(usize),
    /// One field is the whole body.
    Whole {
        field: usize,
        codec: Codec,
    },
}

/// How the leftover fields are serialized.
pub(crate) enum Serializer {
    /// By the expansion: serde's attributes concern only names and absence.
    Direct,
    /// By serde's derive on a mirror of the struct, with the struct's own attributes.
    Derived(Vec<Attribute>),
}

/// The responses of the endpoint.
pub(crate) struct Responses {
    pub(crate) success: Success,
    pub(crate) errors: ErrorResponses,
    /// The inline structs.
    pub(crate) structs: Vec<StructDef>,
    /// Whether an arm is not finished, so that there is a mistake.
    pub(crate) has_unknown: bool,
    /// Whether it depends on such an arm if the output is an enum.
    pub(crate) is_output_unknown: bool,
}

pub(crate) enum Success {
    /// None is declared: any 2xx, as `RawResponse`.
    Raw,
    /// One type, returned without an enum.
    One(Vec<Response>),
    /// Several, as the variants of an enum.
    Many {
        name: Ident,
        responses: Vec<Response>,
        is_non_exhaustive: bool,
    },
}

pub(crate) enum ErrorResponses {
    None,
    /// The endpoint's own enum.
    Own {
        name: Ident,
        responses: Vec<Response>,
    },
    /// `errors = …`
    Shared(Type),
}

/// A step on the path to a message: `error`, or `errors[0]`.
#[derive(Clone)]
pub(crate) struct MessageStep {
    pub(crate) field: Ident,
    pub(crate) is_first: bool,
}

impl MessageStep {
    /// As it is written.
    pub(crate) fn shown(&self) -> String {
        let index = if self.is_first { "[0]" } else { "" };
        format!("{}{index}", self.field.unraw())
    }
}

/// One arm: statuses, type and codec.
pub(crate) struct Response {
    pub(crate) doc: String,
    pub(crate) example: Option<String>,
    pub(crate) message: Option<Message>,
    pub(crate) statuses: Vec<Pattern>,
    /// The media type that it is for, in lower case, if only for one.
    pub(crate) media_type: Option<String>,
    /// The name of its variant, if it is one of several.
    pub(crate) variant: Ident,
    pub(crate) ty: Type,
    /// The type as conventionally formatted.
    pub(crate) type_name: String,
    pub(crate) codec: Codec,
    /// Whether a mistake was found in its arm, so that it cannot be read.
    pub(crate) is_unfinished: bool,
}

/// Where the message of an error response is.
pub(crate) enum Message {
    /// `#[message(error.detail)]`: the path to the field.
    Field(Vec<MessageStep>),
    /// `#[message]`: the type says it.
    OfType,
    /// The option `message`: the type says it, or has none.
    OfTypeIfAny,
}

/// The statuses that an arm matches: `404`, `4xx` or `_`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pattern {
    Code(u16),
    Class(u8),
    Any,
}

/// A struct that is declared inline, in an arm.
pub(crate) struct StructDef {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) ident: Ident,
    pub(crate) doc: String,
    pub(crate) fields: Vec<(Vec<Attribute>, Ident, Type)>,
    /// Whether it may grow: it is `#[non_exhaustive]`, and has a constructor.
    pub(crate) is_non_exhaustive: bool,
}

impl Success {
    pub(crate) fn responses(&self) -> &[Response] {
        match self {
            Self::Raw => &[],
            Self::One(responses) | Self::Many { responses, .. } => responses,
        }
    }
}

impl ErrorResponses {
    pub(crate) fn own(&self) -> &[Response] {
        match self {
            Self::Own { responses, .. } => responses,
            Self::None | Self::Shared(_) => &[],
        }
    }
}

impl Pattern {
    /// The default name of a variant.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Code(code) => status_codes::name(code),
            Self::Class(2) => Some("Successful"),
            Self::Class(3) => Some("Redirection"),
            Self::Class(4) => Some("ClientError"),
            Self::Class(_) => Some("ServerError"),
            Self::Any => Some("Other"),
        }
    }

    /// Whether this status is a success, or a redirection, which is not an error either.
    pub(crate) fn is_success(self) -> bool {
        match self {
            Self::Code(code) => code < 400,
            Self::Class(class) => class < 4,
            Self::Any => false,
        }
    }

    /// Whether it matches every status that `other` matches.
    pub(crate) fn covers(self, other: Self) -> bool {
        match (self, other) {
            (Self::Any, _) => true,
            (Self::Class(class), Self::Code(code)) => u16::from(class) == code / 100,
            (one, other) => one == other,
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Class(class) => write!(f, "{class}xx"),
            Self::Any => f.write_str("any other"),
        }
    }
}

impl Response {
    /// Whether the body is ignored.
    pub(crate) fn is_empty(&self) -> bool {
        is_unit(&self.ty)
    }
}

pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(peeled(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// `Option<T>` and `Patch<T>`, by the name of the type: a macro sees no more.
pub(crate) fn presence(ty: &Type) -> Presence {
    match generic_argument(ty) {
        Some((name, inner)) if name == "Option" => Presence::Optional(inner.clone()),
        Some((name, _)) if name == "Patch" => Presence::Patch,
        _ => Presence::Required,
    }
}

/// The `T` of an `Option<T>`.
pub(crate) fn optional_type(ty: &Type) -> Option<&Type> {
    generic_argument(ty)
        .filter(|(name, _)| name == "Option")
        .map(|(_, inner)| inner)
}

/// `Name<T>`, with any path before it.
pub(crate) fn generic_argument(ty: &Type) -> Option<(String, &Type)> {
    let Type::Path(path) = peeled(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(inner) if arguments.args.len() == 1 => {
            Some((last.ident.to_string(), inner))
        }
        _ => None,
    }
}
