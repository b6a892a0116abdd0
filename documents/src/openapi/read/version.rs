//! What a document is.

use super::node::shown;
use crate::value::Value;

/// The version of the specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// Swagger 2.0.
    V2,
    /// `OpenAPI` 3.0, 3.1 or 3.2: where they differ, a document of one that uses what another has is understood.
    V3,
}

impl Version {
    /// The version that a document names.
    pub(super) fn of(document: &Value) -> Option<Self> {
        match (number(document, "swagger"), number(document, "openapi")) {
            (Some(swagger), _) if swagger.starts_with('2') => Some(Self::V2),
            (_, Some(openapi)) if openapi.starts_with('3') => Some(Self::V3),
            _ => None,
        }
    }
}

/// The version, and what else to say of it; or why it is no document that can be read.
pub(super) fn detect(document: &Value) -> Result<(Version, Option<String>), String> {
    let has = |name: &str| document.get(name).is_some();
    if let Some(version) = Version::of(document) {
        let openapi = number(document, "openapi").unwrap_or_default();
        let known = ["3.0", "3.1", "3.2"];
        let is_known = version == Version::V2
            || known
                .iter()
                .any(|known| openapi == *known || openapi.starts_with(&format!("{known}.")));
        let note = (!is_known).then(|| {
            format!(
                "`#/openapi`: version {} is not known; it is read as 3.2",
                shown(&openapi)
            )
        });
        return Ok((version, note));
    }
    if let Some(swagger) =
        number(document, "swagger").or_else(|| number(document, "swaggerVersion"))
    {
        return Err(format!(
            "this is a Swagger document of version {}; convert it to OpenAPI first",
            shown(&swagger)
        ));
    }
    if let Some(openapi) = number(document, "openapi") {
        return Err(format!(
            "OpenAPI {} is not known; expected 3.0, 3.1 or 3.2",
            shown(&openapi)
        ));
    }
    Err(if has("asyncapi") {
        "this is an AsyncAPI document, not an OpenAPI document"
    } else if has("item") && has("info") {
        "this is a Postman collection; use `callpoint import postman`"
    } else if document
        .as_str()
        .is_some_and(|text| text.starts_with("curl"))
    {
        "this is a curl command; use `callpoint import curl`"
    } else if document.is_object() {
        "this is not an OpenAPI document: it has neither `openapi` nor `swagger`"
    } else {
        "this is not an OpenAPI document: it is not an object"
    }
    .to_owned())
}

/// A version as text; YAML takes `2.0` for a number.
fn number(document: &Value, name: &str) -> Option<String> {
    match document.get(name)? {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
