//! Whatever serde can walk, as pairs of text: the form of queries and of form bodies.

use std::fmt::{self, Display};

use serde::ser::{self, Serialize};

type Emit<'a> = &'a mut dyn FnMut(&str, &dyn Display) -> fmt::Result;

/// A serializer that hands over one pair for each value in a struct or map.
///
/// A list repeats its key, a struct or map inside another stands in brackets, and `None` is left out.
pub(crate) struct Pairs<'a> {
    key: String,
    /// Which item of the list `key` this is: only what has names of its own needs it.
    index: Option<usize>,
    emit: Emit<'a>,
    /// Whether this must be a struct or map.
    needs_entries: bool,
}

impl<'a> Pairs<'a> {
    pub(crate) fn new(emit: Emit<'a>) -> Self {
        Self {
            key: String::new(),
            index: None,
            emit,
            needs_entries: false,
        }
    }

    /// The entries of a struct or map that stands under an encoded key itself: alone it would be no entry.
    pub(crate) fn inside(key: &str, emit: Emit<'a>) -> Self {
        let key = percent_encoding::percent_decode_str(key)
            .decode_utf8_lossy()
            .into_owned();
        Self {
            key,
            index: None,
            emit,
            needs_entries: true,
        }
    }

    fn pair(self, value: &dyn Display) -> Result<(), Error> {
        if self.key.is_empty() || self.needs_entries {
            return Err(Error(
                "a value without a name; a struct or a map is needed".to_owned(),
            ));
        }
        (self.emit)(&self.key, value).map_err(|_| Error("a value has no text form".to_owned()))
    }

    /// The key under which named parts of this value stand.
    fn key_of(&self, name: &str) -> String {
        match (self.key.as_str(), self.index) {
            ("", _) => name.to_owned(),
            (key, None) => format!("{key}[{name}]"),
            (key, Some(index)) => format!("{key}[{index}][{name}]"),
        }
    }

    fn child(&mut self, name: &str) -> Pairs<'_> {
        Pairs {
            key: self.key_of(name),
            index: None,
            emit: self.emit,
            needs_entries: false,
        }
    }

    fn into_child(self, name: &str) -> Self {
        Pairs {
            key: self.key_of(name),
            index: None,
            emit: self.emit,
            needs_entries: false,
        }
    }
}

macro_rules! as_displayed {
    ($($method:ident: $ty:ty),* $(,)?) => {$(
        fn $method(self, value: $ty) -> Result<(), Error> {
            self.pair(&value)
        }
    )*};
}

impl<'a> ser::Serializer for Pairs<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = Items<'a>;
    type SerializeMap = Entries<'a>;
    type SerializeStruct = Entries<'a>;
    type SerializeStructVariant = Entries<'a>;

    as_displayed! {
        serialize_bool: bool,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
        serialize_char: char,
        serialize_str: &str,
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        // As a number of double precision it would have digits that nobody gave it.
        if value.is_finite() {
            self.pair(&value)
        } else {
            Err(not_finite())
        }
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        if value.is_finite() {
            self.pair(&value)
        } else {
            Err(not_finite())
        }
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        match std::str::from_utf8(value) {
            Ok(text) => self.pair(&text),
            Err(error) => Err(Error(error.to_string())),
        }
    }

    fn serialize_none(self) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.pair(&variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self.into_child(variant))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a>, Error> {
        let key = match self.index {
            Some(index) if !self.key.is_empty() => format!("{}[{index}]", self.key),
            _ => self.key,
        };
        Ok(Items {
            pairs: Pairs {
                key,
                index: None,
                emit: self.emit,
                needs_entries: self.needs_entries,
            },
            next: 0,
            name: None,
        })
    }

    fn serialize_tuple(self, len: usize) -> Result<Items<'a>, Error> {
        let is_pair = self.key.is_empty() && self.index.is_some() && len == 2;
        let items = self.serialize_seq(None)?;
        Ok(Items {
            name: is_pair.then(String::new),
            ..items
        })
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'a>, Error> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'a>, Error> {
        self.into_child(variant).serialize_seq(None)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries<'a>, Error> {
        Ok(Entries {
            pairs: self,
            name: String::new(),
        })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries<'a>, Error> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries<'a>, Error> {
        self.into_child(variant).serialize_map(None)
    }
}

/// The items of a list: each under the key of the list, or under its index where it has names of its own. Without a key (the list is
/// the whole) each item is a pair of name and value.
pub(crate) struct Items<'a> {
    pairs: Pairs<'a>,
    next: usize,
    /// `Some` inside such a pair: empty before its first half, the name after it.
    name: Option<String>,
}

impl Items<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let index = self.next;
        self.next += 1;
        match &mut self.name {
            Some(name) if index == 0 => {
                *name = text_of(value)?;
                Ok(())
            }
            Some(name) => value.serialize(self.pairs.child(name)),
            None => value.serialize(Pairs {
                key: self.pairs.key.clone(),
                index: Some(index),
                emit: self.pairs.emit,
                needs_entries: self.pairs.needs_entries,
            }),
        }
    }
}

/// The entries of a struct or map.
pub(crate) struct Entries<'a> {
    pairs: Pairs<'a>,
    name: String,
}

impl Entries<'_> {
    fn entry<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        value.serialize(self.pairs.child(name))
    }
}

macro_rules! items {
    ($($compound:ident::$method:ident),*) => {$(
        impl ser::$compound for Items<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.item(value)
            }

            fn end(self) -> Result<(), Error> {
                Ok(())
            }
        }
    )*};
}

items! {
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
}

impl ser::SerializeMap for Entries<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.name = text_of(key)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let name = std::mem::take(&mut self.name);
        self.entry(&name, value)
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}

macro_rules! entries {
    ($($compound:ident),*) => {$(
        impl ser::$compound for Entries<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                self.entry(name, value)
            }

            fn end(self) -> Result<(), Error> {
                Ok(())
            }
        }
    )*};
}

entries!(SerializeStruct, SerializeStructVariant);

fn not_finite() -> Error {
    Error("a number that is not finite".to_owned())
}

/// The text of a map's key: whatever is one value.
fn text_of<T: Serialize + ?Sized>(key: &T) -> Result<String, Error> {
    let mut text = None;
    let mut emit = |_: &str, value: &dyn Display| {
        text = Some(value.to_string());
        Ok(())
    };
    key.serialize(Pairs {
        key: "key".to_owned(),
        index: None,
        emit: &mut emit,
        needs_entries: false,
    })?;
    text.ok_or_else(|| Error("a key of a map has no text form".to_owned()))
}

/// Why a value is no set of pairs.
#[derive(Debug)]
pub(crate) struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn pairs(value: &impl Serialize) -> Result<String, Error> {
        let mut text = Vec::new();
        let mut emit = |key: &str, value: &dyn Display| {
            text.push(format!("{key}={value}"));
            Ok(())
        };
        value.serialize(Pairs::new(&mut emit))?;
        Ok(text.join("&"))
    }

    #[test]
    fn values_and_their_keys() {
        let cases = [
            (json!({}), ""),
            (
                json!({"a": 1, "b": true, "c": null, "d": "x y"}),
                "a=1&b=true&d=x y",
            ),
            (json!({"tag": ["a", "b"], "none": []}), "tag=a&tag=b"),
            (
                json!({"owner": {"at": {"city": "x"}, "name": "ann"}}),
                "owner[at][city]=x&owner[name]=ann",
            ),
            (
                json!({"rows": [{"id": 1}, {"id": 2}]}),
                "rows[0][id]=1&rows[1][id]=2",
            ),
            (
                json!({"grid": [[1, 2], [3]]}),
                "grid[0]=1&grid[0]=2&grid[1]=3",
            ),
        ];
        for (value, expected) in cases {
            assert_eq!(pairs(&value).unwrap(), expected, "{value}");
        }
    }

    #[test]
    fn a_list_of_pairs_is_as_good_as_a_map() {
        assert_eq!(
            pairs(&[("a", 1), ("b", 2), ("a", 3)]).unwrap(),
            "a=1&b=2&a=3"
        );
    }

    #[test]
    fn a_value_without_a_name_is_refused() {
        assert!(pairs(&"x").is_err());
        assert!(pairs(&["x"]).is_err());
        assert!(pairs(&[("a", f64::NAN)]).is_err());
    }
}
