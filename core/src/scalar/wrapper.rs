//! Structs by which a library tells its own serializer what no call of serde says: a number in its digits, text that is JSON already.
//!
//! Their names are none that Rust could give a type (`$serde_json::private::Number`), so that no other serializer takes one for a struct of the user's.

use super::Error;

/// Whether the one field of such a struct is the value as text: `serde_json::Number` with the feature `arbitrary_precision`, which any crate of the
/// program may turn on for all, and the dates of TOML.
pub(crate) fn is_of_text(name: &str) -> bool {
    name == "$serde_json::private::Number" || name.starts_with("$__toml_private_")
}

/// Refuses what only its own library can write. On the wire it would be a word that no server knows.
pub(crate) fn reject_private(name: &str) -> Result<(), Error> {
    let is_private = name.starts_with(|first: char| !first.is_alphanumeric() && first != '_');
    if is_private {
        return Err(Error::told(format!(
            "`{name}` is a form that only its own library writes"
        )));
    }
    Ok(())
}
