//! What an `Authorization` header says.

use crate::description::{Parameter, Security, SecurityScheme};

/// What an `Authorization` header says; `None` for all other headers.
pub(crate) fn from_header(header: &Parameter) -> Option<Security> {
    if !header.name.eq_ignore_ascii_case("authorization") || header.disabled {
        return None;
    }
    let value = header.value().unwrap_or_default().trim();
    let scheme = value.split_whitespace().next().unwrap_or_default();
    match scheme.to_ascii_lowercase().as_str() {
        "basic" => Some(Security::one(SecurityScheme::basic())),
        "bearer" => Some(Security::one(SecurityScheme::bearer())),
        _ => None,
    }
}
