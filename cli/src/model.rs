//! Declarations as they will be written. The stage between the document and the text.

/// A value in an expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    /// As it is.
    Code(String),
    /// `"…".to_owned()`
    Text(String),
    /// `Some(…)`, `Patch::Value(…)`, `BTreeMap::from(…)`
    Call(&'static str, Box<Expr>),
    /// `vec![…]`
    List(Vec<Expr>),
    /// `[…]`
    Array(Vec<Expr>),
    Tuple(Vec<Expr>),
    Struct(String, Vec<(String, Expr)>),
    /// `a(…).b(…)`
    Chain(Vec<String>),
    /// `serde_json::json!(…)`, with JSON on one line.
    Json(String),
}

/// The text of an `#[example]`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Example {
    Plain(String),
    /// JSON, which can be laid out anew.
    Json(String),
}

/// A field, of an endpoint or of another struct.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) doc: String,
    pub(crate) notes: Vec<String>,
    /// What stands in `#[…]`.
    pub(crate) attrs: Vec<String>,
    pub(crate) example: Option<Example>,
    /// As it stands in the source: `r#type`.
    pub(crate) name: String,
    pub(crate) ty: String,
    /// Its value in `example()`.
    pub(crate) value: Expr,
}

/// One arm.
#[derive(Debug, Clone)]
pub(crate) struct Arm {
    pub(crate) statuses: Vec<u16>,
    /// `Rejected`, where the variant is named.
    pub(crate) variant: Option<String>,
    /// `Vec<Problem>`, `String`
    pub(crate) ty: String,
    /// `Text`, where it is not JSON.
    pub(crate) codec: Option<&'static str>,
    pub(crate) example: Option<Example>,
    /// Further examples, each with what it is of.
    pub(crate) more: Vec<(String, Example)>,
    /// How the document names it.
    pub(crate) names: Vec<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) notes: Vec<String>,
    pub(crate) method: String,
    pub(crate) template: String,
    /// `auth = Basic`
    pub(crate) options: Vec<String>,
    pub(crate) arms: Vec<Arm>,
    /// Whether its refusals are those that endpoints share.
    pub(crate) shares_refusals: bool,
    /// The rule of `#[serde(rename_all = "…")]`.
    pub(crate) rename_all: Option<&'static str>,
    pub(crate) fields: Vec<Field>,
}

#[derive(Debug, Clone)]
pub(crate) struct Struct {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) is_written: bool,
    pub(crate) is_read: bool,
    pub(crate) rename_all: Option<&'static str>,
    pub(crate) fields: Vec<Field>,
}

/// The refusals that endpoints share.
#[derive(Debug, Clone)]
pub(crate) struct Refusals {
    pub(crate) name: String,
    pub(crate) arms: Vec<Arm>,
}

#[derive(Debug, Clone)]
pub(crate) enum Item {
    Module(Module),
    Endpoint(Box<Endpoint>),
    /// What could not be declared, and why.
    Comment(Vec<String>),
}

#[derive(Debug, Clone)]
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) notes: Vec<String>,
    /// The options of `#[api(…)]`; `None` for a module inside one.
    pub(crate) api: Option<Vec<String>>,
    pub(crate) items: Vec<Item>,
}

/// All of it.
#[derive(Debug, Clone)]
pub(crate) struct Declarations {
    pub(crate) doc: String,
    pub(crate) notes: Vec<String>,
    pub(crate) items: Vec<Item>,
    pub(crate) refusals: Option<Refusals>,
    pub(crate) structs: Vec<Struct>,
}

impl Module {
    /// The endpoints in it, those of modules inside too.
    pub(crate) fn endpoints(&self) -> Vec<&Endpoint> {
        endpoints(&self.items)
    }
}

pub(crate) fn endpoints(items: &[Item]) -> Vec<&Endpoint> {
    let mut found = Vec::new();
    for item in items {
        match item {
            Item::Module(module) => found.extend(module.endpoints()),
            Item::Endpoint(endpoint) => found.push(&**endpoint),
            Item::Comment(_) => {}
        }
    }
    found
}

impl Endpoint {
    /// The types that it names.
    pub(crate) fn types(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter().map(|field| field.ty.as_str());
        fields.chain(self.arms.iter().map(|arm| arm.ty.as_str()))
    }
}

impl Expr {
    /// The structs that it builds.
    pub(crate) fn structs(&self) -> Vec<&str> {
        match self {
            Self::Code(_) | Self::Text(_) | Self::Chain(_) | Self::Json(_) => Vec::new(),
            Self::Call(_, inner) => inner.structs(),
            Self::List(items) | Self::Array(items) | Self::Tuple(items) => {
                items.iter().flat_map(Self::structs).collect()
            }
            Self::Struct(name, fields) => {
                let inner = fields.iter().flat_map(|(_, value)| value.structs());
                std::iter::once(name.as_str()).chain(inner).collect()
            }
        }
    }

    /// Whether a word of its code is this one.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        match self {
            Self::Code(code) => words(code).any(|found| found == word),
            Self::Text(_) | Self::Chain(_) | Self::Json(_) => false,
            Self::Call(name, inner) => {
                words(name).any(|found| found == word) || inner.has_word(word)
            }
            Self::List(items) | Self::Array(items) | Self::Tuple(items) => {
                items.iter().any(|item| item.has_word(word))
            }
            Self::Struct(_, fields) => fields.iter().any(|(_, value)| value.has_word(word)),
        }
    }
}

/// The identifiers of a type.
pub(crate) fn words(ty: &str) -> impl Iterator<Item = &str> {
    ty.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}
