//! Values from the texts that a request has for them: in its path, its query, its headers and its form.

mod tree;

use serde::de::value::{Error, SeqDeserializer};
use serde::de::{Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;

use self::tree::Node;
use super::failure::{Failure, Kept, Reason};
use super::form_value::{Value, is_ambiguous};
use super::tracked::Tracked;

/// Reads a value from its texts: one, none for what may be absent, or the items of a list, which may be others. A value of segments may also be a text
/// with slashes between them.
///
/// # Errors
/// Why the type is not read from them, without the texts.
pub(crate) fn from_texts<T: serde::de::DeserializeOwned>(
    texts: Vec<String>,
    items: Option<Vec<String>>,
    is_of_segments: bool,
) -> Result<T, String> {
    let invalid = match texts.len() {
        0 => "it is missing",
        1 => INVALID,
        _ => "there is more than one value",
    };
    let again = texts
        .iter()
        .chain(items.iter().flatten())
        .any(|text| is_ambiguous(text))
        .then(|| (texts.clone(), items.clone()));
    let read = |texts: Vec<String>, items: Option<Vec<String>>, is_guessed: bool| {
        let kept = <Kept>::default();
        let texts = Texts {
            values: texts,
            items,
            is_of_segments,
            is_guessed,
        };
        T::deserialize(Tracked(texts, &kept)).map_err(|failure| {
            let (reason, ..) = failure.into_parts();
            words(reason, invalid)
        })
    };
    let first = read(texts, items, false);
    guessed(first, again, |(texts, items)| read(texts, items, true).ok())
}

/// Where a type does not say what it requires, which serde's `untagged` and `flatten` do not, a text is one. If the type does not read it so, what looks like a
/// number or a boolean is one.
fn guessed<T, E, S>(
    first: Result<T, E>,
    again: Option<S>,
    read: impl FnOnce(S) -> Option<T>,
) -> Result<T, E> {
    first.or_else(|error| again.and_then(read).ok_or(error))
}

/// Reads a struct, a map or a list of pairs from decoded pairs, with brackets in their keys for what is inside.
///
/// # Errors
/// Why the type is not read from them, without the texts, and of which field.
pub(crate) fn from_pairs<T: serde::de::DeserializeOwned>(
    pairs: Vec<(String, String)>,
) -> Result<T, (Option<&'static str>, String)> {
    let again = pairs
        .iter()
        .any(|(_, value)| is_ambiguous(value))
        .then(|| pairs.clone());
    let read = |pairs: Vec<(String, String)>, is_guessed: bool| {
        let node = Node::root(pairs, is_guessed).map_err(|reason| (None, reason.to_owned()))?;
        let names = node.names();
        let kept = <Kept>::default();
        T::deserialize(Tracked(node, &kept)).map_err(|failure| told(failure, &names))
    };
    let first = read(pairs, false);
    guessed(first, again, |pairs| read(pairs, true).ok())
}

/// The reason, behind the name of the field that it is about. A key of a map is a part of the request and not told.
fn told(failure: Failure, names: &[String]) -> (Option<&'static str>, String) {
    let (reason, _, steps) = failure.into_parts();
    let words = words(reason, INVALID);
    let step = steps.first().and_then(|step| {
        let name = names.get(step.index)?;
        step.names.iter().find(|known| **known == name.as_str())
    });
    (step.copied(), words)
}

/// Every value is a text here, so that it is one says nothing: the words say which texts the type reads.
fn words(reason: Reason, invalid: &str) -> String {
    let words = reason.words("string", invalid);
    let expected = words.strip_prefix("invalid type: string, expected ");
    match expected {
        Some("a boolean") => "expected `true` or `false`".to_owned(),
        Some("f32" | "f64") => "expected a number".to_owned(),
        Some(name) => match range(name) {
            Some((least, most)) => format!("expected an integer within {least}..={most}"),
            None => words,
        },
        None => words,
    }
}

/// The values of the integer of that name.
fn range(name: &str) -> Option<(i128, u128)> {
    let signed = |least: i128| Some((least, least.unsigned_abs() - 1));
    let unsigned = |most: u128| Some((0, most));
    match name {
        "i8" => signed(i8::MIN.into()),
        "i16" => signed(i16::MIN.into()),
        "i32" => signed(i32::MIN.into()),
        "i64" => signed(i64::MIN.into()),
        "i128" => signed(i128::MIN),
        "u8" => unsigned(u8::MAX.into()),
        "u16" => unsigned(u16::MAX.into()),
        "u32" => unsigned(u32::MAX.into()),
        "u64" => unsigned(u64::MAX.into()),
        "u128" => unsigned(u128::MAX),
        _ => None,
    }
}

const INVALID: &str = "the type does not accept the value";

/// The texts of one value.
struct Texts {
    values: Vec<String>,
    /// What a list reads instead of them.
    items: Option<Vec<String>>,
    is_of_segments: bool,
    is_guessed: bool,
}

impl Texts {
    fn one(mut self) -> Result<Value, Error> {
        let value = value(self.is_guessed);
        if self.is_of_segments && self.values.iter().all(|text| !text.contains('/')) {
            return Ok(value(self.values.join("/")));
        }
        match (self.values.pop(), self.values.is_empty()) {
            (Some(text), true) if !self.is_of_segments => Ok(value(text)),
            _ => Err(Error::custom(INVALID)),
        }
    }
}

fn value(is_guessed: bool) -> fn(String) -> Value {
    if is_guessed {
        Value::guessed
    } else {
        Value::text
    }
}

macro_rules! of_one {
    ($($method:ident($($argument:ident: $type:ty),*);)*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, Error> {
            self.one()?.$method($($argument,)* visitor)
        }
    )*};
}

macro_rules! of_list {
    ($($method:ident($($argument:ident: $type:ty),*);)*) => {$(
        fn $method<V: Visitor<'de>>(self, $(_: $type,)* visitor: V) -> Result<V::Value, Error> {
            let items = self.items.unwrap_or(self.values);
            let mut items = SeqDeserializer::new(items.into_iter().map(value(self.is_guessed)));
            let list = visitor.visit_seq(&mut items)?;
            items.end()?;
            Ok(list)
        }
    )*};
}

impl<'de> Deserializer<'de> for Texts {
    type Error = Error;

    of_one! {
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
    }

    of_list! {
        deserialize_seq();
        deserialize_tuple(len: usize);
        deserialize_tuple_struct(name: &'static str, len: usize);
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.values.len() > 1 && !self.is_of_segments {
            return self.deserialize_seq(visitor);
        }
        self.one()?.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.values.is_empty() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.values.is_empty() {
            visitor.visit_unit()
        } else {
            self.deserialize_any(visitor)
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        map struct ignored_any
    }
}
