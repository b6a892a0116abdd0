//! Bodies.

use super::{Example, Parameter, Schema};

/// The body of a request.
#[derive(Debug, Default, Clone, PartialEq)]
#[non_exhaustive]
pub struct RequestBody {
    /// Its name, where it has one.
    pub name: Option<String>,
    /// Whether it must be sent.
    pub required: bool,
    /// What it is, in Markdown.
    pub doc: String,
    /// Its alternatives by media type.
    pub contents: Vec<Content>,
}

/// A body in one media type.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Content {
    /// The media type, where the document names one.
    pub media_type: Option<String>,
    /// Its content.
    pub body: Body,
    /// The schema of a form as a whole, where its fields do not say all of it: alternatives, names that are not known.
    pub schema: Option<Box<Schema>>,
    /// The schema of each item, where the body is a sequence of them: events, lines of JSON, parts.
    pub item_schema: Option<Box<Schema>>,
}

/// The content of a body.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// One value: JSON, text, XML.
    Whole {
        /// Example bodies, as they are sent.
        examples: Vec<Example>,
        /// Its values.
        schema: Option<Box<Schema>>,
    },
    /// The fields of a form.
    Form(Vec<Parameter>),
    /// The parts of a multipart form.
    Multipart(Vec<Part>),
    /// The content of a file, by its name.
    File(Option<String>),
}

/// A part of a multipart form.
#[derive(Debug, Default, Clone, PartialEq)]
#[non_exhaustive]
pub struct Part {
    /// Its name and value.
    pub parameter: Parameter,
    /// Its media type, where the document names one.
    pub media_type: Option<String>,
    /// The names of example files; `None` where it is not a file.
    pub files: Option<Vec<String>>,
    /// Its header fields, without `Content-Disposition` and `Content-Type`.
    pub headers: Vec<Parameter>,
}

impl RequestBody {
    /// A required body in one media type.
    #[must_use]
    pub fn new(content: Content) -> Self {
        Self {
            required: true,
            contents: vec![content],
            ..Self::default()
        }
    }
}

impl Content {
    /// A body in one media type.
    #[must_use]
    pub fn new(media_type: Option<String>, body: Body) -> Self {
        Self {
            media_type,
            body,
            schema: None,
            item_schema: None,
        }
    }

    /// The media type without its parameters, in lower case; empty where the document names none.
    #[must_use]
    pub fn essence(&self) -> String {
        let media_type = self.media_type.as_deref().unwrap_or_default();
        let essence = media_type.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    }
}
