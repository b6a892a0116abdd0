#![doc = include_str!("../README.md")]

mod error;
mod expandable;
mod layout;
mod lower;
mod model;
mod names;
mod options;
mod render;
mod select;
mod shape;
mod stack;
mod status_codes;
mod summary;
mod update;

use std::collections::BTreeMap;

pub use self::error::ImportError;
pub use self::options::Options;
pub use self::select::Selector;
pub use self::summary::Summary;

pub use callpoint_documents::compare::{Accepted, Report};
pub use callpoint_documents::description::Description;

use self::stack::with_stack;

/// What was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// The files: one, or `mod.rs` and one for each folder of the collection.
    pub files: Vec<File>,
    /// What was done.
    pub summary: Summary,
}

/// A file of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// Its name: `mod.rs`, `links.rs`.
    pub name: String,
    /// A Rust module.
    pub text: String,
}

impl File {
    /// The module without the docs of itself (`//!`), which Rust does not allow where `include!` stands: for a build script.
    ///
    /// ```
    /// use callpoint_cli::{Options, curl};
    ///
    /// let imported = curl("curl https://h/links", &Options::default())?;
    /// let file = &imported.files[0];
    /// assert!(file.text.starts_with("//! "));
    /// assert!(file.to_included().starts_with("use callpoint::"));
    /// # Ok::<(), callpoint_cli::ImportError>(())
    /// ```
    #[must_use]
    pub fn to_included(&self) -> String {
        // They are only at the start: a `//!` further below is text of a literal.
        let mut rest = self.text.as_str();
        while let Some((line, next)) = rest.split_once('\n') {
            if !(line.is_empty() || line.starts_with("//!")) {
                break;
            }
            rest = next;
        }
        rest.to_owned()
    }
}

/// Imports a Postman collection, or one of its folders or items, in format 2.0 or 2.1.
///
/// ```
/// let item = r#"{
///     "name": "Get link",
///     "request": { "method": "GET", "url": "{{baseUrl}}/api/links/:id/" },
///     "response": [{ "code": 200, "body": "{\"id\": \"<uuid>\"}" }]
/// }"#;
/// let imported = callpoint_cli::postman(item, &callpoint_cli::Options::default())?;
/// let module = &imported.files[0].text;
/// assert!(module.contains("#[endpoint(GET, \"/api/links/<id>/\","));
/// assert!(module.contains("200 => Link,"));
/// # Ok::<(), callpoint_cli::ImportError>(())
/// ```
///
/// # Errors
/// The text is no such document, or a selector of the options is of no operation.
pub fn postman(text: &str, options: &Options) -> Result<Imported, ImportError> {
    with_stack(|| imported(callpoint_documents::postman::read(text)?, options))
}

/// Imports curl commands: one, or all that a text holds.
///
/// ```
/// let command = "curl -X DELETE https://api.example.com/api/links/:id/ -u id:password";
/// let imported = callpoint_cli::curl(command, &callpoint_cli::Options::default())?;
/// let module = &imported.files[0].text;
/// assert!(module.contains("#[endpoint(DELETE, \"/api/links/<id>/\", auth = Basic)]"));
/// assert!(module.contains("pub struct DeleteLink {"));
/// # Ok::<(), callpoint_cli::ImportError>(())
/// ```
///
/// # Errors
/// The text is no curl command, or a selector of the options is of no operation.
pub fn curl(text: &str, options: &Options) -> Result<Imported, ImportError> {
    with_stack(|| {
        let description = callpoint_documents::curl::read(text, &options.params)?;
        imported(description, options)
    })
}

/// Imports an `OpenAPI` document: Swagger 2.0, `OpenAPI` 3.0, 3.1 or 3.2, as JSON or YAML. References to other files are notes;
/// [`openapi_files`] follows them.
///
/// ```
/// let document = r##"{
///     "openapi": "3.1.0",
///     "info": { "title": "Links", "version": "1" },
///     "paths": { "/links/{id}": { "get": {
///         "operationId": "getLink",
///         "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
///         "responses": { "200": { "description": "The link.", "content": { "application/json": {
///             "schema": { "$ref": "#/components/schemas/Link" }
///         } } } }
///     } } },
///     "components": { "schemas": { "Link": { "type": "object", "properties": { "id": { "type": "string" } } } } }
/// }"##;
/// let imported = callpoint_cli::openapi(document, &callpoint_cli::Options::default())?;
/// let module = &imported.files[0].text;
/// assert!(module.contains("200 => Link,"));
/// assert!(module.contains("pub id: Option<String>,"));
/// # Ok::<(), callpoint_cli::ImportError>(())
/// ```
///
/// # Errors
/// The text is no such document, or a selector of the options is of no operation.
pub fn openapi(text: &str, options: &Options) -> Result<Imported, ImportError> {
    with_stack(|| imported(callpoint_documents::openapi::read(text)?, options))
}

/// Imports an `OpenAPI` document and the files that it refers to. `load` returns the text of a file by its path, relative to the folder of the
/// document, or why it is not to be read.
///
/// # Errors
/// As [`openapi`], and where the document itself cannot be loaded.
pub fn openapi_files(
    name: &str,
    load: impl FnMut(&str) -> Result<String, String> + Send,
    options: &Options,
) -> Result<Imported, ImportError> {
    with_stack(|| {
        let description = callpoint_documents::openapi::read_files(name, load)?;
        imported(description, options)
    })
}

/// Reads an `OpenAPI` document to compare it.
///
/// # Errors
/// The text is no such document.
pub fn described(text: &str) -> Result<Description, ImportError> {
    with_stack(|| Ok(callpoint_documents::openapi::read(text)?))
}

/// Reads an `OpenAPI` document and the files that it refers to, as [`openapi_files`] does.
///
/// # Errors
/// As [`described`], and where the document itself cannot be loaded.
pub fn described_files(
    name: &str,
    load: impl FnMut(&str) -> Result<String, String> + Send,
) -> Result<Description, ImportError> {
    with_stack(|| Ok(callpoint_documents::openapi::read_files(name, load)?))
}

/// What changed from one document to another, and whether that breaks clients of the first.
///
/// ```
/// use callpoint_cli::{described, diff};
///
/// let document = |status: &str| format!(
///     "{{openapi: 3.1.0, paths: {{/links: {{get: {{responses: {{{status}: {{description: Done.}}}}}}}}}}}}"
/// );
/// let report = diff(&described(&document("200"))?, &described(&document("204"))?)?;
/// assert!(report.is_breaking());
/// assert!(report.to_string().starts_with("breaking: GET /links: the status 204 is new"));
/// # Ok::<(), callpoint_cli::ImportError>(())
/// ```
///
/// # Errors
/// No thread could be started.
pub fn diff(old: &Description, new: &Description) -> Result<Report, ImportError> {
    with_stack(|| Ok(callpoint_documents::compare::documents(old, new)))
}

impl Imported {
    /// Updates the text of a file that was imported before.
    ///
    /// Items that were edited or removed since stay as they are, and so do those that are no longer in the document. The
    /// summary's [`update`](Summary::update) says what was changed and what was kept.
    ///
    /// ```
    /// use callpoint_cli::{Options, curl};
    ///
    /// let get = "curl https://h/links; curl https://h/links/:id";
    /// let before = curl(get, &Options::default())?.files.remove(0).text;
    /// let edited = before.replace("pub id: String,", "pub id: u64,");
    ///
    /// let now = curl(&format!("{get}; curl -X DELETE https://h/links/:id"), &Options::default())?;
    /// let (text, summary) = now.update(&edited)?;
    /// assert!(text.contains("pub id: u64,"));
    /// assert!(text.contains("pub struct DeleteLink {"));
    /// assert_eq!(
    ///     summary.update,
    ///     [
    ///         "kept, because it was edited: `calls::GetLink`",
    ///         "added `calls::DeleteLink`",
    ///     ]
    /// );
    /// # Ok::<(), callpoint_cli::ImportError>(())
    /// ```
    ///
    /// # Errors
    /// The text is not Rust, or the import has more than one file.
    pub fn update(&self, existing: &str) -> Result<(String, Summary), ImportError> {
        let [file] = self.files.as_slice() else {
            return Err(ImportError::whole(
                "an import of several files cannot update one",
            ));
        };
        let (text, lines) = with_stack(|| update::updated(existing, &file.text))?;
        let mut summary = self.summary.clone();
        summary.update = lines;
        Ok((text, summary))
    }

    /// Updates the files of a folder or a package that was imported before, as [`update`](Self::update) does one. `existing` has the texts of those that are
    /// there, by their names; what is returned are the files to be written. What the document has in another file now is moved there.
    ///
    /// Edited entries of a package's `Cargo.toml`, and an edited `README.md`, stay as they are. The responses in `tests/documentation` are the document's.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// use callpoint_cli::{Options, openapi};
    ///
    /// let document = |more: &str| format!("{{openapi: 3.1.0, info: {{title: A, version: '1'}}, paths: {{/links: {{get: {{tags: [Links]}}}}{more}}}}}");
    /// let options = Options::default().package("acme-api");
    /// let before = openapi(&document(""), &options)?;
    /// let mut existing: BTreeMap<String, String> = before.files.into_iter().map(|file| (file.name, file.text)).collect();
    /// let manifest = existing.get_mut("Cargo.toml").unwrap();
    /// *manifest = manifest.replace("version = \"0.1.0\"\nedition", "version = \"2.3.0\"\nedition");
    ///
    /// let now = openapi(&document(", /owners: {get: {tags: [Owners]}}"), &options)?;
    /// let (files, summary) = now.update_files(&existing)?;
    /// let manifest = files.iter().find(|file| file.name == "Cargo.toml").unwrap();
    /// assert!(manifest.text.contains("version = \"2.3.0\"") && manifest.text.contains("owners = []"));
    /// assert!(summary.update.contains(&"new file: `src/owners.rs`".to_owned()));
    /// # Ok::<(), callpoint_cli::ImportError>(())
    /// ```
    ///
    /// # Errors
    /// A text is not Rust.
    pub fn update_files(
        &self,
        existing: &BTreeMap<String, String>,
    ) -> Result<(Vec<File>, Summary), ImportError> {
        let (files, lines) = with_stack(|| update::several::updated(existing, &self.files))?;
        let mut summary = self.summary.clone();
        summary.update = lines;
        Ok((files, summary))
    }
}

/// Whether a file is what an import would write, however it is laid out.
///
/// [`Imported::update`] keeps what was edited since, and so does this: an edited item is not stale. What would be changed is in the summary's
/// [`update`](Summary::update).
///
/// ```
/// use callpoint_cli::{Options, curl, is_current};
///
/// let imported = curl("curl https://h/links", &Options::default())?;
/// let file = &imported.files[0].text;
/// assert!(is_current(file, &imported.update(file)?.0));
///
/// let newer = curl("curl https://h/links; curl https://h/links/:id", &Options::default())?;
/// assert!(!is_current(file, &newer.update(file)?.0));
/// # Ok::<(), callpoint_cli::ImportError>(())
/// ```
#[must_use]
pub fn is_current(existing: &str, text: &str) -> bool {
    update::is_same(existing, text)
}

/// The name that a package can have: letters of ASCII, digits, `-` and `_`, not beginning with a digit, and no word of Rust or name of a crate that
/// the package depends on.
///
/// # Errors
/// Why the text is no such name.
pub fn package_name(text: &str) -> Result<&str, String> {
    render::package_name(text)
}

fn imported(mut description: Description, options: &Options) -> Result<Imported, ImportError> {
    if let Some(name) = &options.package {
        package_name(name).map_err(ImportError::whole)?;
    }
    if options.expandable_ids {
        expandable::ids_only(&mut description);
    }
    let left_out = select::select(&mut description, &options.include, &options.exclude)?;
    let (declarations, mut summary) = lower::lower(&description, options);
    summary.left_out = left_out;
    // Each stage of a large document takes several times its memory.
    drop(description);
    let files = render::files(&declarations, options);
    drop(declarations);
    let files = files.into_iter().map(|(name, text)| {
        let text = match name.as_str() {
            "Cargo.toml" => update::manifest::stamped(&text),
            "README.md" => update::manifest::stamped_page(&text),
            // What the document shows, word for word.
            _ if name.starts_with("tests/documentation/") => text,
            _ => update::stamped(text),
        };
        File { name, text }
    });
    Ok(Imported {
        files: files.collect(),
        summary,
    })
}
