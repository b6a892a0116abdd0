//! Writing files: new ones, and updates of existing ones; never through a symbolic link.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::{Failure, about};

const THERE: &str = "already exists; use `--into` to update a file";
const LINK: &str = "is a symbolic link; name its target";

/// Whether the path exists, be it as a dangling link.
pub(crate) fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Fails where the path exists.
pub(crate) fn is_new(path: &Path) -> Result<(), Failure> {
    if is_there(path) {
        return Err(about(path.display(), THERE));
    }
    Ok(())
}

/// Creates a file, and its folder where it is missing.
pub(crate) fn create(path: &Path, text: &str) -> Result<(), Failure> {
    is_new(path)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| about(folder.display(), error))?;
    }
    write_new(path, text).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => about(path.display(), THERE),
        _ => about(path.display(), error),
    })
}

/// Fails where the path is a link.
pub(crate) fn is_file(path: &Path) -> Result<(), Failure> {
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_symlink() => Err(about(path.display(), LINK)),
        _ => Ok(()),
    }
}

/// Replaces a file atomically: the new content is written to a temporary file first.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    is_file(path)?;
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let replace = || {
        let permissions = path.metadata()?.permissions();
        write_new(&part, text)?;
        let replaced = fs::set_permissions(&part, permissions);
        let replaced = replaced.and_then(|()| fs::rename(&part, path));
        if replaced.is_err() {
            let _ = fs::remove_file(&part);
        }
        replaced
    };
    replace().map_err(|error| about(path.display(), error))
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes()).inspect_err(|_| {
        let _ = fs::remove_file(path);
    })
}
