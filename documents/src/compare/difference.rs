use std::fmt;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// What kind of difference it is.
    pub kind: DifferenceKind,
    /// Whether it breaks a client that sends or reads by the first description.
    pub breaking: bool,
    /// The operation, as `PUT /links/<id>`; empty where several share the schema.
    pub operation: String,
    /// Its place in the first description: a JSON pointer, or the name of a declaration.
    pub old: Option<String>,
    /// Its place in the second one.
    pub new: Option<String>,
    /// What it is, in a sentence.
    pub message: String,
    /// Why it is accepted, where it is.
    pub reason: Option<String>,
}

impl Difference {
    /// Its place: in the second description, or in the first one where the second does not have it.
    #[must_use]
    pub fn place(&self) -> &str {
        let place = self.new.as_deref().or(self.old.as_deref());
        place.unwrap_or_default()
    }
}

/// The operation and the sentence.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.operation.is_empty() {
            write!(f, "{}: ", self.operation)?;
        }
        f.write_str(&self.message)
    }
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $name:ident = $id:literal,)*) => {
        /// A kind of difference. [`id`](Self::id) is its name in lists of accepted differences and in JSON.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum DifferenceKind {
            $($(#[doc = $doc])* $name,)*
        }

        impl DifferenceKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name: `parameter-removed`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

kinds! {
    /// An operation that only the second has.
    OperationAdded = "operation-added",
    /// An operation that only the first has.
    OperationRemoved = "operation-removed",
    /// An operation with another method or path.
    OperationMoved = "operation-moved",
    /// An operation with another identifier.
    OperationRenamed = "operation-renamed",
    /// Whether an operation should no longer be used.
    OperationDeprecated = "operation-deprecated",
    /// A parameter that only the second has.
    ParameterAdded = "parameter-added",
    /// A parameter that only the first has.
    ParameterRemoved = "parameter-removed",
    /// A parameter that is sent elsewhere.
    ParameterMoved = "parameter-moved",
    /// A parameter of the path with another name, which is not sent.
    ParameterRenamed = "parameter-renamed",
    /// Whether a parameter must be sent.
    ParameterRequired = "parameter-required",
    /// How a list or an object is written.
    ParameterStyle = "parameter-style",
    /// The value of a parameter that is always the same.
    ParameterValue = "parameter-value",
    /// Whether a parameter should no longer be sent.
    ParameterDeprecated = "parameter-deprecated",
    /// A request body that only the second has.
    BodyAdded = "body-added",
    /// A request body that only the first has.
    BodyRemoved = "body-removed",
    /// Whether a request body must be sent.
    BodyRequired = "body-required",
    /// A media type that only the second has.
    MediaTypeAdded = "media-type-added",
    /// A media type that only the first has.
    MediaTypeRemoved = "media-type-removed",
    /// A status that only the second has.
    StatusAdded = "status-added",
    /// A status that only the first has.
    StatusRemoved = "status-removed",
    /// A response that has a body in one of the two only.
    ResponseBody = "response-body",
    /// A header of a response that only the second has.
    HeaderAdded = "header-added",
    /// A header of a response that only the first has.
    HeaderRemoved = "header-removed",
    /// Whether a header of a response is always there.
    HeaderRequired = "header-required",
    /// A field that only the second has.
    FieldAdded = "field-added",
    /// A field that only the first has.
    FieldRemoved = "field-removed",
    /// Whether a field is always there.
    FieldRequired = "field-required",
    /// Whether a field should no longer be used.
    FieldDeprecated = "field-deprecated",
    /// Another type of values.
    TypeChanged = "type-changed",
    /// Whether `null` is a value.
    NullChanged = "null-changed",
    /// Another format, which is another type of values.
    FormatChanged = "format-changed",
    /// A value that only the second allows.
    ValueAdded = "value-added",
    /// A value that only the first allows.
    ValueRemoved = "value-removed",
    /// Whether other fields are allowed.
    OtherFields = "other-fields",
    /// Another number of items in a tuple.
    TupleChanged = "tuple-changed",
    /// An alternative that only the second has.
    AlternativeAdded = "alternative-added",
    /// An alternative that only the first has.
    AlternativeRemoved = "alternative-removed",
    /// What selects an alternative.
    DiscriminatorChanged = "discriminator-changed",
    /// Credentials that are required.
    SecurityChanged = "security-changed",
}

impl fmt::Display for DifferenceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
