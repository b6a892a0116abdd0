//! Reads documents of all versions into one description.
//!
//! The description has the shape of `OpenAPI` 3.1. What the versions write in other ways is brought there where it is read, so that every
//! message has the JSON pointer of what the document says.

mod body;
mod circles;
mod examples;
mod files;
mod forms;
mod info;
mod node;
mod operation;
mod own_extensions;
mod parameters;
mod paths;
mod responses;
mod schema;
mod schemas;
mod security;
mod servers;
mod swagger;
mod template;
mod text;
mod version;
mod yaml;

use self::files::{File, Files, Load};
use self::node::{Node, shown, shown_pointer};
use self::schemas::Schemas;
use self::security::Schemes;
use self::version::Version;
use crate::description::Description;
use crate::error::DocumentError;
use crate::value::Value;

/// How much may be read again for references to parameters, responses and the like, as a multiple of the documents and in addition.
const REPEATED: (usize, usize) = (8, 32_000_000);

/// How many references may lead from one to the next.
const MAX_HOPS: usize = 32;

/// Reads a document. References to other files are notes.
///
/// ```
/// let document = "
/// openapi: 3.1.0
/// info: {title: Links, version: '1'}
/// paths:
///   /links/{id}:
///     get:
///       parameters: [{name: id, in: path, required: true, schema: {type: string}}]
///       responses: {200: {description: One link.}}
/// ";
/// let description = callpoint_documents::openapi::read(document)?;
/// let [get] = description.root.operations()[..] else { panic!("one operation") };
/// assert_eq!((get.method.as_str(), get.display_path()), ("GET", "/links/<id>".to_owned()));
/// # Ok::<(), callpoint_documents::DocumentError>(())
/// ```
///
/// # Errors
/// The text is neither JSON nor YAML, or no such document. What is invalid in one place is a note with its JSON pointer, and the rest is read.
pub fn read(text: &str) -> Result<Description, DocumentError> {
    description(
        "",
        text,
        &mut |_| Err("other files are not read".to_owned()),
    )
}

/// Reads a document and the files that its references lead to. `load` returns the text of a file by its path: relative to the folder of the document,
/// with `/` between its segments. It can begin with `..`; what is not to be read is for `load` to refuse with a message.
///
/// ```
/// let load = |path: &str| match path {
///     "api.yaml" => Ok("{openapi: 3.0.3, paths: {/links: {$ref: paths/links.yaml}}}".to_owned()),
///     "paths/links.yaml" => Ok("get: {responses: {204: {description: None.}}}".to_owned()),
///     _ => Err("no such file".to_owned()),
/// };
/// let description = callpoint_documents::openapi::read_files("api.yaml", load)?;
/// assert_eq!(description.root.operations().len(), 1);
/// # Ok::<(), callpoint_documents::DocumentError>(())
/// ```
///
/// # Errors
/// As [`read`], and where the document itself cannot be loaded.
pub fn read_files(
    name: &str,
    mut load: impl FnMut(&str) -> Result<String, String>,
) -> Result<Description, DocumentError> {
    let text = load(name).map_err(DocumentError::whole)?;
    description(name, &text, &mut load)
}

fn description(name: &str, text: &str, load: &mut Load<'_>) -> Result<Description, DocumentError> {
    let document = text::read(text)?;
    let (version, note) = version::detect(&document.value).map_err(DocumentError::whole)?;
    let mut notes = document.notes;
    notes.extend(note);
    let mut files = Files::load(name, document.value, version, load);
    notes.append(&mut files.notes);
    Ok(Reader::new(&files, notes).document())
}

/// What is known while a document is read.
struct Reader<'a> {
    files: &'a Files,
    /// Of the operation that is read, or else of the document.
    notes: Vec<String>,
    schemas: Schemas<'a>,
    schemes: Schemes,
    /// How much may still be read again.
    left: usize,
}

/// A value, or what a reference in its place leads to.
struct Resolved<'a> {
    value: &'a Value,
    file: usize,
    pointer: String,
    /// The last segment of the reference, where there was one.
    name: Option<String>,
}

impl Resolved<'_> {
    fn is_shared(&self) -> bool {
        self.name.is_some()
    }
}

impl<'a> Resolved<'a> {
    fn node(&self) -> Node<'a, '_> {
        Node::at(self.value, self.file, &self.pointer)
    }
}

impl<'a> Reader<'a> {
    fn new(files: &'a Files, notes: Vec<String>) -> Self {
        let sizes = files.list.iter().map(|file| size(&file.value));
        let left = sizes.sum::<usize>().saturating_mul(REPEATED.0);
        Self {
            files,
            notes,
            schemas: Schemas::new(files),
            schemes: Schemes::default(),
            left: left.saturating_add(REPEATED.1),
        }
    }

    fn document(mut self) -> Description {
        let mut description = Description::default();
        let File { value, version, .. } = &self.files.list[0];
        let root = Node::at(value, 0, "");
        info::read(&mut self, &root, *version, &mut description);
        self.security_schemes(&root, *version);
        let security = root.get("security");
        let security = security.map(|security| self.security(&security));
        paths::read(
            &mut self,
            &root,
            security.unwrap_or_default(),
            &mut description,
        );
        description.security_schemes = std::mem::take(&mut self.schemes).into_all();
        description.schemas = self.named_schemas();
        circles::cut(&mut description.schemas, &mut self.notes);
        description.notes = self.notes;
        own_extensions::take(&mut description);
        description
    }

    fn version(&self, node: &Node<'_, '_>) -> Version {
        self.files.list[node.file].version
    }

    /// Says that something of the document is not as it has to be, or that it cannot be represented.
    fn note(&mut self, node: &Node<'_, '_>, message: impl AsRef<str>) {
        let place = self.place(node.file, &node.pointer());
        self.notes.push(format!("`{place}`: {}", message.as_ref()));
    }

    fn expected(&mut self, what: &str, node: &Node<'_, '_>) {
        self.note(node, format!("expected {what}, found {}", node.found()));
    }

    /// A place for messages: the file, where it is not the document, and the JSON pointer.
    fn place(&self, file: usize, pointer: &str) -> String {
        let name = if file == 0 {
            ""
        } else {
            self.files.list[file].name.as_str()
        };
        format!("{name}#{}", shown_pointer(pointer))
    }

    /// What stands in a place, or what the reference there leads to in the end. `None`, with a note, where it leads nowhere.
    fn resolve(&mut self, node: &Node<'a, '_>) -> Option<Resolved<'a>> {
        let mut at = Resolved {
            value: node.value,
            file: node.file,
            pointer: String::new(),
            name: None,
        };
        for _ in 0..MAX_HOPS {
            let Some(reference) = at.value.get("$ref").and_then(Value::as_str) else {
                if at.is_shared() {
                    return self.spend(node, at.value).then_some(at);
                }
                at.pointer = node.pointer();
                return Some(at);
            };
            at = self.hop(node, at.file, reference)?;
        }
        self.note(node, "the references go in a circle");
        None
    }

    /// What the reference in a place leads to, be it another reference.
    fn step(&mut self, node: &Node<'a, '_>) -> Option<Resolved<'a>> {
        let reference = node.str_of("$ref")?;
        let next = self.hop(node, node.file, reference)?;
        self.spend(node, next.value).then_some(next)
    }

    fn hop(&mut self, node: &Node<'a, '_>, file: usize, reference: &str) -> Option<Resolved<'a>> {
        let files = self.files;
        match files.target(file, reference) {
            Ok(target) => {
                let name = target.pointer.rsplit('/').next().unwrap_or_default();
                Some(Resolved {
                    name: Some(name.replace("~1", "/").replace("~0", "~")),
                    value: target.value,
                    file: target.file,
                    pointer: target.pointer,
                })
            }
            Err(reason) => {
                let shown = shown(reference);
                self.note(
                    node,
                    format!("the reference `{shown}` is left out: {reason}"),
                );
                None
            }
        }
    }

    /// Whether a value may be read once more, which takes as much time and memory as it has size.
    fn spend(&mut self, node: &Node<'_, '_>, value: &Value) -> bool {
        let size = size(value);
        if let Some(left) = self.left.checked_sub(size) {
            self.left = left;
            return true;
        }
        self.note(
            node,
            "it is left out: too much is repeated in too many places",
        );
        false
    }
}

/// The size of a value, about as its text has it.
fn size(value: &Value) -> usize {
    let mut total = 0;
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        total += 8;
        match value {
            Value::String(text) => total += text.len(),
            Value::Array(items) => waiting.extend(items),
            Value::Object(object) => {
                for (name, value) in object.iter() {
                    total += name.len();
                    waiting.push(value);
                }
            }
            _ => {}
        }
    }
    total
}
