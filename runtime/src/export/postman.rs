//! Declarations as a Postman collection.
//!
//! ```
//! use callpoint::{api, postman};
//!
//! #[api(auth = Bearer)]
//! mod links {
//!     use callpoint::endpoint;
//!
//!     /// Shows one link.
//!     #[endpoint(GET, "/links/<id>")]
//!     pub struct GetLink {
//!         #[example("7")]
//!         pub id: u64,
//!     }
//! }
//!
//! let collection = postman::collection(links::ENDPOINTS).name("Links").base_url("https://api.example.com");
//! std::fs::write(std::env::temp_dir().join("links.postman_collection.json"), collection.to_json())?;
//! # Ok::<(), std::io::Error>(())
//! ```

mod answers;
mod auth;
mod model;
mod request;

use std::fmt;

use serde::{Serialize, Serializer};

use self::model::{Info, Item, Variable};
use super::operation::{Operation, Variables};
use super::values::words;
use crate::meta::EndpointMeta;

/// The schema of the format, version 2.1.
const SCHEMA: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

/// A collection of requests that Postman, newman and others import, in Postman's format 2.1.
///
/// The modules of the declarations are its folders, their docs the descriptions. `baseUrl`, the credentials and every secret are variables;
/// credentials are empty until somebody fills them in. What is optional is there, switched off. Each status of the
/// declaration is a saved answer.
///
/// [`to_json`](Self::to_json) and `Display` write the file.
#[derive(Clone)]
pub struct Collection {
    endpoints: Vec<&'static EndpointMeta>,
    name: Option<String>,
    description: String,
    base_url: String,
}

/// The collection of these endpoints: `ENDPOINTS` of [`#[api]`](macro@crate::api), or a list of one's own.
#[must_use]
pub fn collection(endpoints: &[&'static EndpointMeta]) -> Collection {
    Collection {
        endpoints: endpoints.to_vec(),
        name: None,
        description: String::new(),
        base_url: String::new(),
    }
}

impl Collection {
    /// Names the collection: after the last module that all endpoints share, unless given.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Describes the collection, in Markdown: not at all unless given.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = text.into();
        self
    }

    /// The value of the variable `baseUrl`: empty unless given.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// The collection as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Texts, numbers and lists of them always have a form in JSON.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    fn model(&self) -> model::Collection {
        let mut variables = Variables::default();
        variables.refer("baseUrl", &self.base_url, "");
        let (prefix, folders) = folders(&self.endpoints);
        let mut root = Item::folder("");
        for (meta, folders) in self.endpoints.iter().zip(folders) {
            let operation = Operation::new(meta, &mut variables);
            root.at(&folders).push(Item {
                name: words(meta.name),
                response: Some(answers::answers(&operation, &mut variables)),
                request: Some(request::request(&operation, &mut variables)),
                declared: Some(meta.auth),
                ..Item::default()
            });
        }
        auth::assign(&mut root, None, &mut variables);
        let variable = variables.list.into_iter();
        model::Collection {
            info: Info {
                name: self
                    .name
                    .clone()
                    .unwrap_or_else(|| prefix.unwrap_or("API").to_owned()),
                description: self.description.clone(),
                schema: SCHEMA,
            },
            item: root.item.unwrap_or_default(),
            auth: root.auth,
            variable: variable
                .map(|(key, value)| Variable {
                    key,
                    value,
                    description: "",
                })
                .collect(),
        }
    }
}

/// The last module that all endpoints share, and for each the modules below it.
pub(super) fn folders(
    endpoints: &[&'static EndpointMeta],
) -> (Option<&'static str>, Vec<Vec<&'static str>>) {
    let mut paths: Vec<Vec<&str>> = endpoints
        .iter()
        .map(|meta| {
            meta.module
                .split("::")
                .filter(|module| !module.is_empty())
                .collect()
        })
        .collect();
    let shared = paths.iter().skip(1).fold(
        paths.first().cloned().unwrap_or_default(),
        |shared, path| {
            let pairs = shared.iter().zip(path);
            let length = pairs.take_while(|(one, other)| one == other).count();
            shared[..length].to_vec()
        },
    );
    for path in &mut paths {
        path.drain(..shared.len());
    }
    (shared.last().copied(), paths)
}

impl Serialize for Collection {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.model().serialize(serializer)
    }
}

impl fmt::Display for Collection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

impl fmt::Debug for Collection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Collection({} endpoints)", self.endpoints.len())
    }
}
