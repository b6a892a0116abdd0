//! What an `Authorization` header says.

use crate::document::{Auth, Param};

/// What an `Authorization` header says; `None` for all other headers.
pub(crate) fn from_header(header: &Param) -> Option<Auth> {
    if !header.name.eq_ignore_ascii_case("authorization") || header.disabled {
        return None;
    }
    let value = header.value.as_deref().unwrap_or_default().trim();
    let scheme = value.split_whitespace().next().unwrap_or_default();
    match scheme.to_ascii_lowercase().as_str() {
        "basic" => Some(Auth::Basic),
        "bearer" => Some(Auth::Bearer(None)),
        _ => None,
    }
}
