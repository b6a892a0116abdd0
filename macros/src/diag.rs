//! Collects every mistake, so that one run reports them all.

use std::cell::RefCell;
use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The mistakes found so far, in order.
///
/// Call [`finish`](Self::finish) to take them out: dropping an unreported mistake panics, because the declaration would silently mean
/// something else than it says.
#[derive(Default)]
pub(crate) struct Errors {
    list: RefCell<Option<Vec<syn::Error>>>,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Self {
            list: RefCell::new(Some(Vec::new())),
        }
    }

    pub(crate) fn push(&self, error: syn::Error) {
        if let Some(list) = self.list.borrow_mut().as_mut() {
            list.extend(error);
        }
    }

    /// Records a mistake in these tokens.
    pub(crate) fn at(&self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// Records a mistake at a span without tokens of its own: a part of a string literal.
    pub(crate) fn at_span(&self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Returns the value, or records the error.
    pub(crate) fn keep<T>(&self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.borrow().as_ref().is_none_or(Vec::is_empty)
    }

    /// Takes all mistakes.
    pub(crate) fn finish(self) -> Vec<syn::Error> {
        self.list.borrow_mut().take().unwrap_or_default()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        let forgotten = self
            .list
            .borrow()
            .as_ref()
            .is_some_and(|list| !list.is_empty());
        assert!(
            !forgotten || std::thread::panicking(),
            "mistakes were found and not reported"
        );
    }
}

/// Every mistake as a `compile_error!`.
pub(crate) fn to_compile_errors(errors: &[syn::Error]) -> TokenStream {
    errors.iter().map(syn::Error::to_compile_error).collect()
}
