use super::{CodecMeta, ListStyle, QueryForm, QueryStyle};
#[cfg(feature = "schema")]
use crate::schema::SchemaFn;

/// One field of a request.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is independent of the others"
)]
pub struct ParamMeta {
    /// The name on the wire.
    pub name: &'static str,
    /// The name of the field, where that is another one.
    pub field: Option<&'static str>,
    /// Where it is sent.
    pub location: FieldLocation,
    /// The type as it is written in the declaration.
    pub type_name: &'static str,
    /// How a list is written in the path, if the declaration says it.
    pub list_style: Option<ListStyle>,
    /// Whether it always has a value: `false` for an `Option` and a `Patch`.
    pub required: bool,
    /// Whether it is redacted wherever people could read it.
    pub secret: bool,
    /// Whether the entries of a body field are fields of the body themselves (serde's `flatten`).
    pub flatten: bool,
    /// Whether a part is one file or several.
    pub is_file: bool,
    /// The codec that encodes a part, if the declaration names one.
    pub codec: Option<CodecMeta>,
    /// The schema of its values, if the type has one.
    #[cfg(feature = "schema")]
    pub schema: Option<SchemaFn>,
    /// An example: text in path, query, header, form and part, and for strings in a JSON body; JSON for all other values in one.
    pub example: Option<&'static str>,
    /// The doc comment of the field.
    pub doc: &'static str,
}

impl ParamMeta {
    /// A required field that is not secret.
    #[must_use]
    pub const fn new(name: &'static str, location: FieldLocation, type_name: &'static str) -> Self {
        Self {
            name,
            field: None,
            location,
            type_name,
            list_style: None,
            required: true,
            secret: false,
            flatten: false,
            is_file: false,
            codec: None,
            #[cfg(feature = "schema")]
            schema: None,
            example: None,
            doc: "",
        }
    }

    /// Sets the name of the field, where it is not the name on the wire.
    #[must_use]
    pub const fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Sets how a list is written in the path.
    #[must_use]
    pub const fn list_style(mut self, style: ListStyle) -> Self {
        self.list_style = Some(style);
        self
    }

    /// Marks the field as optional.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Marks the field as secret.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Marks the entries of the field as fields of the body.
    #[must_use]
    pub const fn flatten(mut self) -> Self {
        self.flatten = true;
        self
    }

    /// Sets whether the part is one file or several.
    #[must_use]
    pub const fn file(mut self, is_file: bool) -> Self {
        self.is_file = is_file;
        self
    }

    /// Sets the codec that encodes the part.
    #[must_use]
    pub const fn codec(mut self, codec: CodecMeta) -> Self {
        self.codec = Some(codec);
        self
    }

    /// Sets the schema of the type.
    #[cfg(feature = "schema")]
    #[must_use]
    pub const fn schema(mut self, schema: Option<SchemaFn>) -> Self {
        self.schema = schema;
        self
    }

    /// Sets an example.
    #[must_use]
    pub const fn example(mut self, example: &'static str) -> Self {
        self.example = Some(example);
        self
    }

    /// Sets the doc text.
    #[must_use]
    pub const fn doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }
}

impl FieldLocation {
    /// How the value is written, if it is in the query.
    #[must_use]
    pub const fn query_form(self) -> Option<QueryForm> {
        match self {
            Self::Query(style) => Some(style.form()),
            _ => None,
        }
    }
}

/// Where a field is sent. Each has exactly one location.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldLocation {
    /// One segment of the path, or a part of one.
    Path,
    /// Several segments of the path.
    PathSegments,
    /// The query.
    Query(QueryStyle),
    /// A header field.
    Header,
    /// A cookie, one of those in the `Cookie` header.
    Cookie,
    /// One field of the body.
    BodyField,
    /// The whole body.
    Body,
    /// A part of a multipart form.
    Part,
}
