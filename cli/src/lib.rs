#![doc = include_str!("../README.md")]

mod address;
mod authorization;
mod curl;
mod declare;
mod document;
mod error;
mod json;
mod model;
mod names;
mod options;
mod postman;
mod render;
mod room;
mod secrets;
mod shape;
mod summary;
mod template;
mod update;

pub use self::error::ImportError;
pub use self::options::Options;
pub use self::summary::Summary;

use self::document::Document;
use self::room::with_room;

/// What was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// The files: one, or `mod.rs` and one for each folder of the collection.
    pub files: Vec<File>,
    /// What was done, for people.
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
/// The text is no such document.
pub fn postman(text: &str, options: &Options) -> Result<Imported, ImportError> {
    with_room(|| Ok(imported(&postman::read(text)?, options)))
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
/// The text is no curl command.
pub fn curl(text: &str, options: &Options) -> Result<Imported, ImportError> {
    with_room(|| Ok(imported(&curl::read(text, &options.params)?, options)))
}

impl Imported {
    /// The text of a file that was imported before, brought up to date.
    ///
    /// What a person changed or removed stays so, and so does what is no longer in the document. The lines of the summary's
    /// [`update`](Summary::update) say what was done and what was not.
    ///
    /// ```
    /// use callpoint_cli::{Options, curl};
    ///
    /// let get = "curl https://h/links; curl https://h/links/:id";
    /// let before = curl(get, &Options::default())?.files.remove(0).text;
    /// let by_hand = before.replace("pub id: String,", "pub id: u64,");
    ///
    /// let now = curl(&format!("{get}; curl -X DELETE https://h/links/:id"), &Options::default())?;
    /// let (text, summary) = now.update(&by_hand)?;
    /// assert!(text.contains("pub id: u64,"));
    /// assert!(text.contains("pub struct DeleteLink {"));
    /// assert_eq!(
    ///     summary.update,
    ///     [
    ///         "left as it is, because it was changed by hand: `calls::GetLink`",
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
        let (text, lines) = with_room(|| update::updated(existing, &file.text))?;
        let mut summary = self.summary.clone();
        summary.update = lines;
        Ok((text, summary))
    }
}

fn imported(document: &Document, options: &Options) -> Imported {
    let (declarations, summary) = declare::declare(document);
    let files = render::files(&declarations, options.split, options.examples);
    let files = files.into_iter().map(|(name, text)| File {
        name,
        text: update::stamped(&text),
    });
    Imported {
        files: files.collect(),
        summary,
    }
}
