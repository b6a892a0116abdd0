//! Requests that the API makes.

use super::Operation;

/// A request that the API makes, and the responses that it expects.
#[derive(Debug, Default, Clone, PartialEq)]
#[non_exhaustive]
pub struct Callback {
    /// Its name in the document.
    pub name: String,
    /// Where it is sent: a URL, or a text with runtime expressions as `{$request.body#/url}`. Empty where the document does not say it.
    pub url: String,
    /// The request. It has no path: the URL says all of it.
    pub operation: Operation,
}
