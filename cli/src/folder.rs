//! The files that a document may refer to: those in its folder, or in another that was named.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Failure, about};

/// A document and the folder that its references may lead to.
pub(crate) struct Folder {
    /// The file name of the document.
    name: String,
    /// Where the document is.
    parent: PathBuf,
    /// What may be read, without links in it.
    root: PathBuf,
}

impl Folder {
    pub(crate) fn of(file: &Path, root: Option<&Path>) -> Result<Self, Failure> {
        let file = fs::canonicalize(file).map_err(|error| about(file.display(), error))?;
        let parent = file.parent().unwrap_or(&file).to_owned();
        let root = match root {
            Some(root) => fs::canonicalize(root).map_err(|error| about(root.display(), error))?,
            None => parent.clone(),
        };
        let name = file.file_name().unwrap_or_default();
        let name = name
            .to_str()
            .ok_or_else(|| about(file.display(), "the name is not UTF-8"))?;
        Ok(Self {
            name: name.to_owned(),
            parent,
            root,
        })
    }

    /// The document, as a path relative to its folder.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The text of a file by its path relative to the folder of the document.
    pub(crate) fn read(&self, path: &str) -> Result<String, String> {
        // Links are followed first: one inside can lead outside.
        let file = fs::canonicalize(self.parent.join(path)).map_err(|error| error.to_string())?;
        // The document itself was named, wherever it is.
        if !file.starts_with(&self.root) && path != self.name {
            return Err(format!(
                "it is outside of {}; `--root` allows another folder",
                self.root.display()
            ));
        }
        if !file.is_file() {
            return Err("it is not a file".to_owned());
        }
        let bytes = fs::read(&file).map_err(|error| error.to_string())?;
        String::from_utf8(bytes).map_err(|error| format!("not UTF-8: {error}"))
    }
}
