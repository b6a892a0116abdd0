//! Enums of strings that may grow: what `#[derive(OpenEnum)]` calls.

use std::marker::PhantomData;

/// The text of a value that an open enum does not know.
pub fn other_value(text: &str) -> String {
    #[cfg(feature = "drift")]
    crate::drift::note_unknown_value();
    text.to_owned()
}

/// Reads a string of which the enum knows some values.
///
/// # Errors
/// The value is not a string.
pub fn open_enum<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str>,
    D: serde::Deserializer<'de>,
{
    struct Text<T>(PhantomData<T>);

    impl<T: for<'a> From<&'a str>> serde::de::Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E>(self, text: &str) -> Result<T, E> {
            Ok(T::from(text))
        }
    }

    deserializer.deserialize_str(Text(PhantomData))
}
