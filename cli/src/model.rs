//! Declarations as they will be written: the stage between the description and the text.

use callpoint_documents::description::Status;

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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Example {
    Plain(String),
    /// JSON, which can be formatted.
    Json(String),
}

/// A field, of an endpoint or of another struct.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) doc: String,
    pub(crate) notes: Vec<String>,
    /// The content of `#[…]`.
    pub(crate) attrs: Vec<String>,
    pub(crate) example: Option<Example>,
    /// The identifier as it is written: `r#type`.
    pub(crate) name: String,
    pub(crate) ty: String,
    /// Its value in `example()`.
    pub(crate) value: Expr,
}

/// One arm.
#[derive(Debug, Clone)]
pub(crate) struct Arm {
    pub(crate) statuses: Vec<Status>,
    /// `Rejected`, where the variant is named.
    pub(crate) variant: Option<String>,
    /// `Vec<Problem>`, `String`
    pub(crate) ty: String,
    /// The media type that it is for, where the status has several.
    pub(crate) media_type: Option<String>,
    /// `Text`, where it is not JSON; `Json("application/problem+json")` for another media type.
    pub(crate) codec: Option<String>,
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
    /// Whether it uses the shared error set.
    pub(crate) shares_errors: bool,
    /// The rule of `#[serde(rename_all = "…")]`.
    pub(crate) rename_all: Option<&'static str>,
    pub(crate) fields: Vec<Field>,
    /// Whether the document has values for all fields.
    pub(crate) has_example: bool,
    /// The field of the response that the document names as the URL of the next page.
    pub(crate) next_link: Option<String>,
    /// The parameters that begin with one, as the document says.
    pub(crate) from_one: Vec<String>,
    pub(crate) pages: Option<Pages>,
    /// The responses that the document shows; only for a package.
    pub(crate) samples: Vec<Sample>,
}

/// A response that the document shows.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    /// The header fields that it must have.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
    /// Why the declared type does not read it.
    pub(crate) misfit: Option<String>,
}

/// Where the API key is sent that `ApiKey` stands for.
#[derive(Debug, Clone)]
pub(crate) struct KeyPlace {
    pub(crate) is_query: bool,
    pub(crate) name: String,
}

/// How the pages of a list follow each other.
#[derive(Debug, Clone)]
pub(crate) struct Pages {
    pub(crate) item: String,
    /// The type of a page.
    pub(crate) output: String,
    /// The lines of `next`.
    pub(crate) next: Vec<String>,
    /// What `items` returns.
    pub(crate) items: String,
}

/// A type that is declared beside the endpoints.
#[derive(Debug, Clone)]
pub(crate) enum Type {
    Struct(Struct),
    Enum(Enum),
    Scheme(Scheme),
    Base(Base),
}

/// Another server: `#[derive(Base)]`.
#[derive(Debug, Clone)]
pub(crate) struct Base {
    pub(crate) doc: String,
    pub(crate) url: Option<String>,
    pub(crate) name: String,
}

/// Credentials by a name of their own: `#[derive(Scheme)]`.
#[derive(Debug, Clone)]
pub(crate) struct Scheme {
    pub(crate) doc: String,
    /// The content of `#[scheme(…)]`.
    pub(crate) attribute: String,
    pub(crate) name: String,
}

#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is true by itself")]
pub(crate) struct Struct {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) notes: Vec<String>,
    pub(crate) is_written: bool,
    pub(crate) is_read: bool,
    /// Whether it is read from the headers of a response too: `#[derive(FromResponse)]`.
    pub(crate) is_response: bool,
    /// Whether a field is the message of an error: `#[derive(ErrorMessage)]`.
    pub(crate) has_message: bool,
    /// The only field of a struct without names.
    pub(crate) newtype: Option<String>,
    /// The name of `#[serde(rename = "…")]`: the element that it is in XML.
    pub(crate) rename: Option<String>,
    pub(crate) rename_all: Option<&'static str>,
    pub(crate) fields: Vec<Field>,
    pub(crate) more: More,
}

/// What a struct is besides what its use says.
#[derive(Debug, Clone, Default)]
pub(crate) struct More {
    pub(crate) derives: Vec<&'static str>,
    /// The content of each `#[…]`.
    pub(crate) attrs: Vec<&'static str>,
}

#[derive(Debug, Clone)]
pub(crate) struct Enum {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) notes: Vec<String>,
    pub(crate) derives: Vec<&'static str>,
    /// The content of each `#[…]`.
    pub(crate) attrs: Vec<String>,
    pub(crate) variants: Vec<Variant>,
}

#[derive(Debug, Clone)]
pub(crate) struct Variant {
    pub(crate) doc: String,
    pub(crate) attrs: Vec<String>,
    pub(crate) name: String,
    /// What it carries.
    pub(crate) ty: Option<String>,
}

/// A `const` of the module.
#[derive(Debug, Clone)]
pub(crate) struct Constant {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) value: String,
}

/// The error responses that endpoints share.
#[derive(Debug, Clone)]
pub(crate) struct ErrorSet {
    pub(crate) name: String,
    /// Whether a type of it says its message.
    pub(crate) has_message: bool,
    /// Whether it is written, too: `#[serve]`.
    pub(crate) is_served: bool,
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
    /// Where links without a host lead: `https://docs.example.com`.
    pub(crate) site: Option<String>,
    pub(crate) title: Option<String>,
    /// The description of the module, in paragraphs that are formatted one by one.
    pub(crate) doc: Vec<String>,
    pub(crate) notes: Vec<String>,
    pub(crate) items: Vec<Item>,
    pub(crate) errors: Option<ErrorSet>,
    pub(crate) constants: Vec<Constant>,
    pub(crate) types: Vec<Type>,
    /// What the client needs for `ApiKey`.
    pub(crate) key: Option<KeyPlace>,
}

impl Type {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Struct(declared) => &declared.name,
            Self::Enum(declared) => &declared.name,
            Self::Scheme(declared) => &declared.name,
            Self::Base(declared) => &declared.name,
        }
    }

    /// What is lost of it and of its fields.
    pub(crate) fn notes(&self) -> Vec<String> {
        match self {
            Self::Struct(declared) => {
                let of_fields = declared.fields.iter().flat_map(|field| {
                    let notes = field.notes.iter();
                    notes.map(|note| format!("`{}`: {note}", field.name))
                });
                declared.notes.iter().cloned().chain(of_fields).collect()
            }
            Self::Enum(declared) => declared.notes.clone(),
            Self::Scheme(_) | Self::Base(_) => Vec::new(),
        }
    }

    /// The types that it names.
    pub(crate) fn types(&self) -> Vec<&str> {
        match self {
            Self::Struct(declared) => {
                let fields = declared.fields.iter().map(|field| field.ty.as_str());
                fields.chain(declared.newtype.as_deref()).collect()
            }
            Self::Enum(declared) => {
                let variants = declared.variants.iter();
                variants
                    .filter_map(|variant| variant.ty.as_deref())
                    .collect()
            }
            Self::Scheme(_) | Self::Base(_) => Vec::new(),
        }
    }
}

/// What `auth = …` names among options.
pub(crate) fn auth_words(options: &[String]) -> Option<impl Iterator<Item = &str>> {
    let option = options
        .iter()
        .find_map(|option| option.strip_prefix("auth = "));
    option.map(words)
}

/// What `base = …` names among options.
pub(crate) fn base_word(options: &[String]) -> Option<&str> {
    let mut options = options.iter();
    options.find_map(|option| option.strip_prefix("base = "))
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
        let arms = self.arms.iter().map(|arm| arm.ty.as_str());
        let items = self.pages.iter().map(|pages| pages.item.as_str());
        fields.chain(arms).chain(items)
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
