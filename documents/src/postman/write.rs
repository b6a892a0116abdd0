//! Writes a description as a collection.

mod auth;
mod model;
mod request;
mod responses;

use std::fmt;

use callpoint_core::meta::EndpointMeta;
use serde::{Serialize, Serializer};

use self::model::{Info, Item, Variable};
use crate::description::{Description, Entry, Folder, Operation, Server};
use crate::request::{Request, Shared};

/// The schema of the format, version 2.1.
const SCHEMA: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

/// A collection of requests that Postman, newman and others import, in Postman's format 2.1.
///
/// The modules of the declarations are its folders, their docs the descriptions. `baseUrl`, the credentials and every secret are variables;
/// credentials are empty. Optional parameters are there, disabled. Each status of the
/// declaration is a saved response.
///
/// [`to_json`](Self::to_json) and `Display` write the file.
#[derive(Clone)]
pub struct Collection {
    description: Description,
}

/// The collection of these endpoints: `ENDPOINTS` of `#[api]`, or any list of them.
#[must_use]
pub fn collection(endpoints: &[&'static EndpointMeta]) -> Collection {
    Description::of(endpoints).into()
}

/// The collection of what a document describes.
impl From<Description> for Collection {
    fn from(description: Description) -> Self {
        Self { description }
    }
}

impl Collection {
    /// Names the collection. The default is the last module that all endpoints share.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.description.title = Some(name.into());
        self
    }

    /// Describes the collection, in Markdown.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description.doc = text.into();
        self
    }

    /// The value of the variable `baseUrl`. It is empty by default.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.description.servers = vec![Server::new(url)];
        self
    }

    /// The collection as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Texts, numbers and lists of them always have a form in JSON.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    fn model(&self) -> model::Collection {
        let description = &self.description;
        let mut shared = Shared::of(description);
        shared.variables.refer("baseUrl", shared.base, "");
        let mut root = folder(&description.root, &mut shared);
        auth::assign(&mut root, None, &mut shared.variables);
        let variable = shared.variables.list.into_iter();
        model::Collection {
            info: Info {
                name: description
                    .title
                    .clone()
                    .unwrap_or_else(|| "API".to_owned()),
                description: description.doc.clone(),
                schema: SCHEMA,
            },
            item: root.item.unwrap_or_default(),
            auth: root.auth,
            variable: variable
                .map(|(key, value)| Variable {
                    key,
                    value,
                    description: String::new(),
                })
                .collect(),
        }
    }
}

fn folder(folder_: &Folder, shared: &mut Shared<'_>) -> Item {
    let items = folder_.entries.iter().map(|entry| match entry {
        Entry::Folder(inner) => folder(inner, shared),
        Entry::Operation(operation) => item(operation, shared),
    });
    Item {
        name: folder_.name.clone(),
        item: Some(items.collect()),
        description: folder_.doc.clone(),
        ..Item::default()
    }
}

/// The item of one operation, as a collection has it.
#[cfg(feature = "page")]
pub(crate) fn item_json(operation: &Operation, description: &Description) -> String {
    let mut shared = Shared::of(description);
    let mut item = item(operation, &mut shared);
    auth::assign(&mut item, None, &mut shared.variables);
    // Texts, numbers and lists of them always have a form in JSON.
    serde_json::to_string_pretty(&item).unwrap_or_default()
}

fn item(operation: &Operation, shared: &mut Shared<'_>) -> Item {
    let request = Request::new(operation, shared);
    let name = operation.name.as_ref().unwrap_or(&operation.place);
    Item {
        name: name.clone(),
        response: Some(responses::responses(&request, shared)),
        request: Some(request::request(&request, shared)),
        declared: operation.security.clone(),
        ..Item::default()
    }
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
        write!(
            f,
            "Collection({} endpoints)",
            self.description.root.operations().len()
        )
    }
}
