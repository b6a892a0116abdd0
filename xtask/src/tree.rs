//! Files of the source tree.

use std::path::Path;

use crate::run::Outcome;

/// The Rust files below a folder, as paths from the root with `/`, sorted.
pub(crate) fn rust_files(root: &Path, folder: &str) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(root.join(&folder))? {
            let entry = entry?;
            let path = format!("{folder}/{}", entry.file_name().display());
            if entry.file_type()?.is_dir() {
                if entry.file_name() != "target" {
                    folders.push(path);
                }
            } else if Path::new(&path).extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// A temporary source tree for a test.
#[cfg(test)]
pub(crate) struct Planted(std::path::PathBuf);

#[cfg(test)]
impl Planted {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static COUNT: AtomicU32 = AtomicU32::new(0);

        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("callpoint-xtask-{}-{count}", std::process::id());
        let planted = Self(std::env::temp_dir().join(name));
        for (file, text) in files {
            let file = planted.0.join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        planted
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

#[cfg(test)]
impl Drop for Planted {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
