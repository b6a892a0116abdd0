//! Writes a description as an `OpenAPI` document.

mod bodies;
mod fields;
mod operations;
mod parameters;
mod schemas;
mod security;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::sync::OnceLock;

use callpoint_core::meta::EndpointMeta;
use serde::{Serialize, Serializer};

use self::fields::Fields;
use self::schemas::Names;
use crate::description::{Description, Entry, Folder, Operation, Server};
use crate::value::{Object, Value};

/// A version of the format.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OpenApiVersion {
    /// 3.0.3, for tools that read nothing newer.
    V30,
    /// 3.1.1
    #[default]
    V31,
}

/// An `OpenAPI` document of declarations, or of what another document describes.
///
/// The modules of the declarations are its tags: those below the last one that all share, and that one for what is directly in it. What the format has no word for (secrets, idempotency keys, path parameters with slashes) is an
/// extension that begins with `x-callpoint-`; what it cannot say at all is a [note](Self::notes).
///
/// [`to_json`](Self::to_json) and `Display` write the file. The same declarations give the same text.
#[derive(Clone)]
pub struct OpenApi {
    description: Description,
    format: OpenApiVersion,
    written: OnceLock<Written>,
}

#[derive(Clone)]
struct Written {
    document: Value,
    notes: Vec<String>,
}

/// The document of these endpoints: `ENDPOINTS` of `#[api]`, or any list of them.
///
/// ```
/// use callpoint::endpoint;
/// use callpoint::Endpoint as _;
///
/// /// Shows one link.
/// #[endpoint(GET, "/links/<id>", 200 => Link { id: u64 }, 404 => Missing { code: String })]
/// struct GetLink {
///     id: u64,
/// }
///
/// let document = callpoint_documents::openapi::openapi(&[GetLink::META])
///     .title("Links")
///     .version("1.2.0")
///     .server("https://api.example.com");
/// assert!(document.to_json().contains(r#""operationId": "GetLink""#));
/// ```
#[must_use]
pub fn openapi(endpoints: &[&'static EndpointMeta]) -> OpenApi {
    let mut description = Description::of(endpoints);
    let is_in_modules = endpoints.iter().all(|meta| meta.module.contains("::"));
    if let Some(module) = description.title.clone().filter(|_| is_in_modules) {
        gather(&mut description.root, module);
    }
    description.into()
}

/// Puts the operations that are in no folder into one with the name of their module, which has the place of the first.
fn gather(root: &mut Folder, module: String) {
    let is_operation = |entry: &Entry| matches!(entry, Entry::Operation(_));
    let is_taken = |entry: &Entry| matches!(entry, Entry::Folder(inner) if inner.name == module);
    let Some(first) = root.entries.iter().position(is_operation) else {
        return;
    };
    if root.entries.iter().any(is_taken) {
        return;
    }
    let mut folder = Folder::new(module);
    let all = std::mem::take(&mut root.entries).into_iter();
    let (operations, mut others): (Vec<Entry>, Vec<Entry>) = all.partition(is_operation);
    folder.entries = operations;
    others.insert(first, Entry::Folder(folder));
    root.entries = others;
}

/// The document of what another document describes.
impl From<Description> for OpenApi {
    fn from(description: Description) -> Self {
        Self {
            description,
            format: OpenApiVersion::default(),
            written: OnceLock::new(),
        }
    }
}

impl OpenApi {
    /// Names the API. The default is the last module that all endpoints share.
    #[must_use]
    pub fn title(self, title: impl Into<String>) -> Self {
        self.with(|description| description.title = Some(title.into()))
    }

    /// The version of the API. The default is `0.0.0`.
    #[must_use]
    pub fn version(self, version: impl Into<String>) -> Self {
        self.with(|description| description.version = Some(version.into()))
    }

    /// Describes the API, in Markdown.
    #[must_use]
    pub fn description(self, text: impl Into<String>) -> Self {
        self.with(|description| description.doc = text.into())
    }

    /// Adds a server. Without one, paths are relative to where the document is.
    #[must_use]
    pub fn server(self, url: impl Into<String>) -> Self {
        self.with(|description| description.servers.push(Server::new(url)))
    }

    /// Chooses the version of the format. The default is 3.1.
    #[must_use]
    pub fn format(mut self, format: OpenApiVersion) -> Self {
        self.format = format;
        self.with(|_| {})
    }

    fn with(mut self, change: impl FnOnce(&mut Description)) -> Self {
        change(&mut self.description);
        self.written = OnceLock::new();
        self
    }

    /// What the document cannot say, and the types that have no schema in it.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.written().notes
    }

    /// The document as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Texts, numbers and lists of them always have a form in JSON.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    fn written(&self) -> &Written {
        self.written.get_or_init(|| {
            let mut writer = Writer::new(self.format, &self.description);
            let document = writer.document(&self.description);
            Written {
                document,
                notes: writer.notes,
            }
        })
    }
}

impl Serialize for OpenApi {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.written().document.serialize(serializer)
    }
}

impl fmt::Display for OpenApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

impl fmt::Debug for OpenApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operations = self.description.root.operations().len();
        write!(f, "OpenApi({operations} operations)")
    }
}

/// What is the same for the whole document while it is written.
struct Writer {
    format: OpenApiVersion,
    names: Names,
    /// The schemas that are referred to and that the description does not have.
    open: BTreeSet<String>,
    schemes: Object,
    operation_ids: HashSet<String>,
    notes: Vec<String>,
}

/// The path items by their template, and each template by its shape: two that differ in names alone are one path.
#[derive(Default)]
struct Paths {
    items: Vec<(String, Object)>,
    by_shape: HashMap<String, usize>,
}

impl Writer {
    fn new(format: OpenApiVersion, description: &Description) -> Self {
        Self {
            format,
            names: Names::of(&description.schemas),
            open: BTreeSet::new(),
            schemes: Object::default(),
            operation_ids: HashSet::new(),
            notes: Vec::new(),
        }
    }

    fn is_3_0(&self) -> bool {
        self.format == OpenApiVersion::V30
    }

    fn document(&mut self, description: &Description) -> Value {
        let mut paths = Paths::default();
        let mut tags = Vec::new();
        self.folder(&description.root, "", &mut paths, &mut tags);
        let mut schemas = Object::default();
        for named in &description.schemas {
            let name = self.names.component(&named.name);
            let schema = self.schema(&named.schema);
            schemas.insert(name, schema);
        }
        for name in std::mem::take(&mut self.open) {
            let schema = Fields::default().text("title", &name).done();
            self.notes.push(format!(
                "the type `{name}` has no schema: every value is allowed"
            ));
            schemas.insert(self.names.component(&name), schema);
        }
        for scheme in &description.security_schemes {
            self.scheme(scheme);
        }
        let info = Fields::default()
            .set("title", description.title.as_deref().unwrap_or("API"))
            .set("version", description.version.as_deref().unwrap_or("0.0.0"))
            .text("description", &description.doc)
            .done();
        let components = Fields::default()
            .object("schemas", schemas)
            .object("securitySchemes", std::mem::take(&mut self.schemes))
            .done();
        let mut all = Object::default();
        for (template, item) in paths.items {
            all.insert(template, item);
        }
        let webhooks = if self.is_3_0() {
            "x-webhooks"
        } else {
            "webhooks"
        };
        let mut called = Object::default();
        for webhook in &description.webhooks {
            called.insert(webhook.name.clone(), self.path_item(&webhook.operation));
        }
        Fields::default()
            .set("openapi", if self.is_3_0() { "3.0.3" } else { "3.1.1" })
            .set("info", info)
            .list("servers", servers(&description.servers))
            .list("tags", tags)
            .set("paths", all)
            .object(webhooks, called)
            .object("components", components)
            .extensions(&description.extensions)
            .done()
            .into()
    }

    fn folder(&mut self, folder: &Folder, tag: &str, paths: &mut Paths, tags: &mut Vec<Value>) {
        if !tag.is_empty() {
            let entry = Fields::default()
                .set("name", tag)
                .text("description", &folder.doc)
                .done();
            tags.push(entry.into());
        }
        for entry in &folder.entries {
            match entry {
                Entry::Folder(inner) if tag.is_empty() => {
                    self.folder(inner, &inner.name, paths, tags);
                }
                Entry::Folder(inner) => {
                    self.folder(inner, &format!("{tag}/{}", inner.name), paths, tags);
                }
                Entry::Operation(operation) => self.add(operation, tag, paths),
            }
        }
    }

    /// Adds an operation to its path.
    fn add(&mut self, operation: &Operation, tag: &str, paths: &mut Paths) {
        let method = operation.method.to_ascii_lowercase();
        let place = &operation.place;
        if !METHODS.contains(&method.as_str()) {
            self.notes.push(format!(
                "`{place}` is left out: the format has no method `{}`",
                operation.method
            ));
            return;
        }
        let (template, shape) = operations::template(operation);
        let index = *paths.by_shape.entry(shape).or_insert(paths.items.len());
        if index == paths.items.len() {
            paths.items.push((template.clone(), Object::default()));
        }
        let Some((known, item)) = paths.items.get_mut(index) else {
            return;
        };
        if item.get(&method).is_some() {
            self.notes.push(format!(
                "`{place}` is left out: another operation has its method and path"
            ));
            return;
        }
        let renamed = operations::renamed(known, &template);
        let written = self.operation(operation, tag, &renamed);
        item.insert(method, written);
    }

    /// A path item with one operation.
    fn path_item(&mut self, operation: &Operation) -> Object {
        let mut item = Object::default();
        let written = self.operation(operation, "", &HashMap::new());
        item.insert(operation.method.to_ascii_lowercase(), written);
        item
    }
}

/// The methods that a path item has names for.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

fn servers(servers: &[Server]) -> Vec<Value> {
    let server = |server: &Server| {
        let mut variables = Object::default();
        for variable in &server.variables {
            let values = variable.values.iter().map(|it| it.as_str().into());
            let written = Fields::default()
                .set("default", variable.default.as_str())
                .list("enum", values.collect())
                .text("description", &variable.doc)
                .done();
            variables.insert(variable.name.clone(), written);
        }
        Fields::default()
            .set("url", server.url.as_str())
            .text("description", &server.doc)
            .object("variables", variables)
            .done()
            .into()
    };
    servers.iter().map(server).collect()
}
