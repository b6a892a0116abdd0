//! Pages for people: of each operation the Rust call, the curl command and the Postman item, and what is sent and received.
//!
//! ```
//! use callpoint::api;
//! use callpoint_documents::page::pages;
//!
//! #[api(auth = Basic)]
//! mod links {
//!     use callpoint::endpoint;
//!
//!     /// Updates the credentials of one link.
//!     #[endpoint(PUT, "/links/<id>", 200 => Link { id: String })]
//!     pub struct UpdateLink {
//!         #[example("7")]
//!         pub id: String,
//!         #[secret]
//!         pub password: String,
//!     }
//! }
//!
//! let pages = pages(links::ENDPOINTS).title("Links").base_url("https://api.example.com");
//! let markdown = pages.markdown();
//! assert_eq!(markdown[0].path, "index.md");
//! assert!(markdown[1].content.contains("UpdateLink::new(\"7\", std::env::var(\"PASSWORD\")?)"));
//! let html = pages.html();
//! assert_eq!(html[1].path, "UpdateLink.html");
//! ```
//!
//! A page needs no script and nothing from elsewhere. Every text of the declarations is escaped in HTML; in Markdown, docs stay the Markdown that they are, without
//! their HTML. A value of a secret is never shown: not even its example.

mod block;
mod command;
mod operation;
mod rust;

use std::collections::BTreeMap;
use std::fmt;

use callpoint_core::meta::EndpointMeta;

use self::block::{Block, html, markdown};
use crate::description::{Description, Operation, Server};

/// The pages of some operations: an index by module, and one for each.
#[derive(Clone)]
pub struct Pages {
    description: Description,
    endpoints: Vec<&'static EndpointMeta>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page {
    /// Its path, relative to that of the index: `UpdateLink.html`.
    pub path: String,
    /// Its content.
    pub content: String,
}

/// The pages of these endpoints: `ENDPOINTS` of `#[api]`, or any list of them.
#[must_use]
pub fn pages(endpoints: &[&'static EndpointMeta]) -> Pages {
    Pages {
        description: Description::of(endpoints),
        endpoints: endpoints.to_vec(),
    }
}

impl Pages {
    /// Names the API. The default is the last module that all endpoints share.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.description.title = Some(title.into());
        self
    }

    /// The URL before the paths. It is a placeholder by default.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.description.servers = vec![Server::new(url)];
        self
    }

    /// The index and the pages as Markdown.
    #[must_use]
    pub fn markdown(&self) -> Vec<Page> {
        self.files("md", |_, blocks| markdown(blocks))
    }

    /// The index and the pages as HTML.
    #[must_use]
    pub fn html(&self) -> Vec<Page> {
        self.files("html", html)
    }

    fn files(&self, extension: &str, write: impl Fn(&str, &[Block]) -> String) -> Vec<Page> {
        let title = self.description.title.as_deref().unwrap_or("API");
        let operations = self.description.root.operations();
        let mut names = Names::default();
        let mut index: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
        let mut pages = Vec::new();
        for meta in &self.endpoints {
            let Some(operation) = operation_of(&operations, meta) else {
                continue;
            };
            let path = format!("{}.{extension}", names.unique(meta.name));
            let name = operation.name.clone().unwrap_or_default();
            let text = format!("{name}: {} {}", meta.method, meta.template);
            index
                .entry(meta.module)
                .or_default()
                .push((text, path.clone()));
            let back = (format!("All of {title}"), format!("index.{extension}"));
            let mut blocks = vec![Block::Heading(1, name.clone()), Block::Links(vec![back])];
            blocks.extend(operation::blocks(meta, operation, &self.description));
            let content = write(&name, &blocks);
            pages.push(Page { path, content });
        }
        let mut blocks = vec![Block::Heading(1, title.to_owned())];
        for (module, links) in index {
            if !module.is_empty() {
                blocks.push(Block::Heading(2, module.to_owned()));
            }
            blocks.push(Block::Links(links));
        }
        let path = format!("index.{extension}");
        let content = write(title, &blocks);
        pages.insert(0, Page { path, content });
        pages
    }
}

/// The operation of an endpoint. Two modules may have one of the same name.
fn operation_of<'a>(operations: &[&'a Operation], meta: &EndpointMeta) -> Option<&'a Operation> {
    let path = meta.template.split('?').next().unwrap_or_default();
    let named = |it: &&&Operation| it.id.as_deref() == Some(meta.name) && it.method == meta.method;
    let segments = path.matches('/').count();
    let mut same = operations.iter().filter(named);
    let first = same.clone().next();
    same.find(|it| it.path.len() == segments && it.doc == meta.doc)
        .or(first)
        .copied()
}

/// Names of files, each once, whatever the case of its letters.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn unique(&mut self, name: &str) -> String {
        let mut unique = name.to_owned();
        let mut number = 1;
        while self.0.contains(&unique.to_lowercase()) || unique.eq_ignore_ascii_case("index") {
            number += 1;
            unique = format!("{name}-{number}");
        }
        self.0.push(unique.to_lowercase());
        unique
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages({} endpoints)", self.endpoints.len())
    }
}
