//! The interface of every column: make one call, whose result is one number.

use std::future::Future;

/// One way to make the call. It is cheap to clone, and its clones share their connections.
pub(crate) trait Caller: Clone + 'static {
    /// Makes one call and returns the length of everything that was decoded.
    fn call(&self) -> impl Future<Output = Result<usize, crate::types::Failure>>;
}
