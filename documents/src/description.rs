//! One description of an API: what a document says, in whatever format.
//!
//! Readers create it from a document, [`Description::of`] from declarations, and writers create documents from it. Its shape is that of
//! `OpenAPI` 3.1; what a format cannot say is empty. Lists keep the order of the document.

mod callback;
mod content;
mod example;
mod link;
mod operation;
mod parameter;
mod response;
mod schema;
mod security;
mod server;

pub use self::callback::Callback;
pub use self::content::{Body, Content, Part, RequestBody};
pub use self::example::Example;
pub use self::link::Link;
#[cfg(all(test, any(feature = "curl", feature = "postman")))]
pub(crate) use self::operation::display_path;
pub use self::operation::{Operation, Piece};
pub use self::parameter::{Parameter, Style};
pub use self::response::{Response, Status};
pub use self::schema::{Additional, Discriminator, Kind, NamedSchema, Property, Schema};
pub use self::security::{
    KeyLocation, OAuthFlow, OAuthFlowKind, RequiredScheme, Requirement, Security, SecurityScheme,
    SecuritySchemeKind,
};
pub use self::server::{Server, ServerVariable};
pub use callpoint_core::meta::QueryForm;

use crate::value::Object;

/// An API.
#[derive(Debug, Default, Clone, PartialEq)]
#[non_exhaustive]
pub struct Description {
    /// What it is called.
    pub title: Option<String>,
    /// The version of the API, not of the document's format.
    pub version: Option<String>,
    /// What is said of all of it, in Markdown.
    pub doc: String,
    /// The site that links without a host in the texts belong to, as `https://docs.example.com`: that of the documentation elsewhere,
    /// or else of the contact; `None` by default.
    pub site: Option<String>,
    /// The servers; an operation can replace them by its own.
    pub servers: Vec<Server>,
    /// All security schemes. Where an operation requires one of them, it stands without its documentation and scopes.
    pub security_schemes: Vec<SecurityScheme>,
    /// The schemas that others refer to by name.
    pub schemas: Vec<NamedSchema>,
    /// The operations in their folders.
    pub root: Folder,
    /// What the API calls by itself.
    pub webhooks: Vec<Callback>,
    /// The extensions of the document: `x-…`.
    pub extensions: Object,
    /// What the document says and the description cannot represent.
    pub notes: Vec<String>,
}

/// Operations that belong together: a folder of a collection, a tag, a module.
#[derive(Debug, Default, Clone, PartialEq)]
#[non_exhaustive]
pub struct Folder {
    /// Its name; that of the root is empty.
    pub name: String,
    /// What it is about, in Markdown.
    pub doc: String,
    /// What is in it.
    pub entries: Vec<Entry>,
}

/// What a folder holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A folder inside.
    Folder(Folder),
    /// An operation.
    Operation(Box<Operation>),
}

impl Description {
    /// The URL of the first server, or else of the first operation; empty by default, and where operations without a server of their own are at none.
    #[must_use]
    pub fn base(&self) -> &str {
        if let Some(server) = self.servers.first() {
            return &server.url;
        }
        let operations = self.root.operations();
        let mut bases = operations.into_iter().map(Operation::base);
        let first = bases.next().unwrap_or_default();
        if bases.any(str::is_empty) { "" } else { first }
    }
}

impl Folder {
    /// An empty folder.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// All operations in it and in the folders inside, in the order of the document.
    #[must_use]
    pub fn operations(&self) -> Vec<&Operation> {
        let mut operations = Vec::new();
        self.collect(&mut operations);
        operations
    }

    fn collect<'a>(&'a self, operations: &mut Vec<&'a Operation>) {
        for entry in &self.entries {
            match entry {
                Entry::Folder(folder) => folder.collect(operations),
                Entry::Operation(operation) => operations.push(operation),
            }
        }
    }
}

impl From<Operation> for Entry {
    fn from(operation: Operation) -> Self {
        Self::Operation(Box::new(operation))
    }
}
