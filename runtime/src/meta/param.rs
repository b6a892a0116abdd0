/// One field of a request.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ParamMeta {
    /// The name on the wire.
    pub name: &'static str,
    /// Where it travels.
    pub place: Place,
    /// The type as it was written.
    pub type_name: &'static str,
    /// Whether it always has a value: `false` for an `Option` and a `Patch`.
    pub required: bool,
    /// Whether it is kept out of everything that people read.
    pub secret: bool,
    /// Whether the entries of a body field stand among the other fields, under names of their own (serde's `flatten`, say).
    pub flatten: bool,
    /// A value to show: as text in path, query, header, form and part, and for texts in a JSON body; as JSON for everything else in one.
    pub example: Option<&'static str>,
    /// The doc comment of the field.
    pub doc: &'static str,
}

impl ParamMeta {
    /// A required field that is no secret.
    #[must_use]
    pub const fn new(name: &'static str, place: Place, type_name: &'static str) -> Self {
        Self {
            name,
            place,
            type_name,
            required: true,
            secret: false,
            flatten: false,
            example: None,
            doc: "",
        }
    }

    /// Says that the field can be absent.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Says that the field is a secret.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Says that the entries of the field stand under names of their own.
    #[must_use]
    pub const fn flatten(mut self) -> Self {
        self.flatten = true;
        self
    }

    /// Sets a value to show.
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

/// A place on the wire. Each field has exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// One segment of the path, or a part of one.
    Path,
    /// Several segments of the path.
    PathRest,
    /// The query.
    Query(QueryStyle),
    /// A header field.
    Header,
    /// One field of the body.
    BodyField,
    /// The whole body.
    Body,
    /// A part of a multipart form.
    Part,
}

/// How a value that is more than one value stands in the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryStyle {
    /// `key=a&key=b`.
    Repeat,
    /// `key=a,b`.
    Csv,
    /// `key=a|b`, the pipe encoded.
    Pipes,
    /// `key=a b`, the space encoded.
    Spaces,
    /// `key[]=a&key[]=b`, the brackets encoded.
    Brackets,
    /// `key[name]=a`: the entries of a struct or map, the brackets encoded.
    Deep,
    /// The entries of a struct or map, each under its own name.
    Flatten,
    /// `key` alone where it is true.
    Flag,
}
