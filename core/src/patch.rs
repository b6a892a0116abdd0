//! A field that a PATCH request leaves unchanged, clears or sets.

use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::scalar;

/// The three states of a field in a partial update (RFC 7396): left out, `null`, or a value.
///
/// An `Option` that is `None` is left out. `Patch` is for APIs in which `null` has a meaning of its own.
///
/// ```
/// use callpoint::{BaseUrl, Endpoint, Patch, endpoint};
///
/// #[endpoint(PATCH, "/users/<id>")]
/// struct EditUser {
///     id: u64,
///     nickname: Patch<String>,
/// }
///
/// let base = BaseUrl::parse("https://api.example.com")?;
/// let body = |edit: EditUser| edit.to_http(&base).map(|request| request.into_body().as_bytes().map(<[u8]>::to_vec));
/// assert_eq!(body(EditUser::new(7))?.unwrap(), b"{}");
/// assert_eq!(body(EditUser::new(7).nickname(Patch::Null))?.unwrap(), br#"{"nickname":null}"#);
/// assert_eq!(body(EditUser::new(7).nickname("ann"))?.unwrap(), br#"{"nickname":"ann"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Patch<T> {
    /// Left out: the server keeps the current value.
    #[default]
    Absent,
    /// `null`: the server clears the field.
    Null,
    /// The new value.
    Value(T),
}

impl<T> Patch<T> {
    /// Whether the field is left out.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value, if there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Patch<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

/// `None` becomes `null`, as in JSON.
impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

/// An endpoint's field that is [`Patch::Absent`] is left out. In other structs use
/// `#[serde(default, skip_serializing_if = "Patch::is_absent")]`; without it `Absent` is written as `null`.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_none(),
            // JSON would write `null`, which means something else here.
            Self::Value(value) if scalar::is_infinite(value) => {
                Err(S::Error::custom(scalar::NOT_FINITE))
            }
            Self::Value(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}
