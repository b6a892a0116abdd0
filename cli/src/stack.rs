//! A large stack: documents nest folders and arrays, and reading them and writing Rust of them is recursive.

use std::panic::resume_unwind;
use std::thread;

use crate::error::ImportError;

/// Several times what JSON may nest; only what is used of it takes memory.
const STACK: usize = 64 * 1024 * 1024;

/// Does the work on a thread with that stack: the caller's may have 1 MiB or 2 MiB.
pub(crate) fn with_stack<T: Send>(
    work: impl FnOnce() -> Result<T, ImportError> + Send,
) -> Result<T, ImportError> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK);
        match thread.spawn_scoped(scope, work) {
            Ok(working) => working.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(error) => Err(ImportError::whole(format!(
                "no thread could be started: {error}"
            ))),
        }
    })
}
