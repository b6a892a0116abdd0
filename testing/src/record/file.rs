//! The file of a recording.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::har::Entry;

/// The file and its content.
pub(super) struct Recording {
    path: PathBuf,
    /// The serialized entries.
    entries: Mutex<Vec<String>>,
}

impl Recording {
    /// Starts an empty recording, which replaces an existing file.
    pub(super) fn begin(path: PathBuf) -> io::Result<Self> {
        let recording = Self {
            path,
            entries: Mutex::default(),
        };
        recording.write(&[])?;
        Ok(recording)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn add(&self, entry: &Entry) {
        let Ok(entry) = serde_json::to_string_pretty(entry) else {
            return;
        };
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push(entry);
        // The call has succeeded even if the file cannot be written; it could be written when the recording started.
        let _ = self.write(&entries);
    }

    fn write(&self, entries: &[String]) -> io::Result<()> {
        let creator = format!(
            r#"{{"name":"callpoint","version":"{}"}}"#,
            env!("CARGO_PKG_VERSION")
        );
        let entries = entries.join(",\n");
        let text = format!(
            "{{\"log\":{{\"version\":\"1.2\",\"creator\":{creator},\"entries\":[\n{entries}\n]}}}}\n"
        );
        let (part, mut file) = self.part()?;
        let written = file.write_all(text.as_bytes());
        // A rename replaces a link, not its target.
        let written = written.and_then(|()| fs::rename(&part, &self.path));
        if written.is_err() {
            let _ = fs::remove_file(&part);
        }
        written
    }

    /// Creates a new file next to the recording. An existing file or link is never opened.
    fn part(&self) -> io::Result<(PathBuf, File)> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        const ATTEMPTS: usize = 100;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        // Even a redacted recording may hold private data.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut there = io::Error::from(io::ErrorKind::AlreadyExists);
        for _ in 0..ATTEMPTS {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let mut name = self.path.file_name().unwrap_or_default().to_owned();
            name.push(format!(".{}.{number}.part", std::process::id()));
            let part = self.path.with_file_name(name);
            match options.open(&part) {
                Ok(file) => return Ok((part, file)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => there = error,
                Err(error) => return Err(error),
            }
        }
        Err(there)
    }
}
