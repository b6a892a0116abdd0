//! Room for what is deep: documents nest folders in folders and lists in lists, and reading them, and the Rust that comes of them, is recursive.

use std::panic::resume_unwind;
use std::thread;

use crate::error::ImportError;

/// Enough for what JSON may nest, several times over; of a stack only what is used takes memory.
const STACK: usize = 64 * 1024 * 1024;

/// Does the work with a stack of that size, whoever asks for it: a thread of a test has 2 MiB, the first one of a program 1 MiB on some systems.
pub(crate) fn with_room<T: Send>(
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
