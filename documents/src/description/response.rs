//! Responses.

use std::fmt;

use super::{Content, Link, Parameter};

/// The response of one status.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Response {
    /// The statuses that it is for.
    pub status: Status,
    /// Its name in the document; empty by default.
    pub name: String,
    /// What it means, in Markdown.
    pub doc: String,
    /// Its header fields.
    pub headers: Vec<Parameter>,
    /// Its alternatives by media type; empty where it has no body.
    pub contents: Vec<Content>,
    /// Whether the body can be absent.
    pub can_be_empty: bool,
    /// What can be called with it.
    pub links: Vec<Link>,
}

/// The statuses of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// `404`: one status code.
    Code(u16),
    /// `4XX`: a class of RFC 9110, section 15, by its first digit.
    Class(u8),
    /// `default`: every status without a response.
    Default,
}

impl Response {
    /// A response without a body.
    #[must_use]
    pub fn new(status: Status) -> Self {
        Self {
            status,
            name: String::new(),
            doc: String::new(),
            headers: Vec::new(),
            contents: Vec::new(),
            can_be_empty: false,
            links: Vec::new(),
        }
    }
}

impl Status {
    /// Whether it includes a status code.
    #[must_use]
    pub fn contains(self, code: u16) -> bool {
        match self {
            Self::Code(own) => own == code,
            Self::Class(class) => code / 100 == u16::from(class),
            Self::Default => true,
        }
    }

    /// Whether it is a success or a redirect, as declarations take them: 2xx and 3xx.
    #[must_use]
    pub fn is_success(self) -> bool {
        match self {
            Self::Code(code) => (200..400).contains(&code),
            Self::Class(class) => class == 2 || class == 3,
            Self::Default => false,
        }
    }
}

/// As `OpenAPI` writes it.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => code.fmt(f),
            Self::Class(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}
