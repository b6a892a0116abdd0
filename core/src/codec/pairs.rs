//! Serializes any serde value as pairs of text: for queries and form bodies.

#[cfg(test)]
mod tests;

use std::fmt::Display;

use serde::ser::{self, Serialize};
use serde_json::ser::{CompactFormatter, Formatter as _};

use crate::scalar::{Error, scalars, wrapper};

type Emit<'a> = &'a mut dyn FnMut(&str, &str);

/// A serializer that emits one pair for each value in a struct or map.
///
/// A list repeats its key, nested structs and maps use brackets, and `None` is left out.
pub(crate) struct Pairs<'a> {
    key: String,
    /// The index of this item in the list `key`; only used by items with fields of their own.
    index: Option<usize>,
    emit: Emit<'a>,
    mode: Mode,
}

/// How lists are written, and whether this must be something with names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The key is repeated.
    Repeat,
    /// The same below a key that is the parameter's: a single value stands for itself, a list has no names.
    Deep,
    /// Brackets follow the key of an item.
    Brackets,
    /// [`ITEM`] follows the key of an item.
    Marked,
}

/// What marks the key of an item, for lists that are written in one pair.
pub(crate) const ITEM: char = '\0';

impl Mode {
    /// That of the values inside.
    fn inside(self) -> Self {
        match self {
            Self::Deep => Self::Repeat,
            mode => mode,
        }
    }
}

fn nameless() -> Error {
    Error::shape("a value without a name; a struct or a map is needed")
}

impl<'a> Pairs<'a> {
    pub(crate) fn new(emit: Emit<'a>) -> Self {
        Self {
            key: String::new(),
            index: None,
            emit,
            mode: Mode::Repeat,
        }
    }

    /// With lists in another form.
    pub(crate) fn with_lists(mode: Mode, emit: Emit<'a>) -> Self {
        Self {
            mode,
            ..Self::new(emit)
        }
    }

    /// The entries of a struct or map below a key, which is encoded already: deepObject style.
    pub(crate) fn inside(key: &str, emit: Emit<'a>) -> Self {
        let key = percent_encoding::percent_decode_str(key)
            .decode_utf8_lossy()
            .into_owned();
        Self {
            key,
            index: None,
            emit,
            mode: Mode::Deep,
        }
    }

    fn text(self, text: &str) -> Result<(), Error> {
        match (self.mode, self.index) {
            _ if self.key.is_empty() => return Err(nameless()),
            (Mode::Deep, Some(_)) => return Err(nameless()),
            (Mode::Brackets, Some(_)) => (self.emit)(&format!("{}[]", self.key), text),
            (Mode::Marked, Some(_)) => (self.emit)(&format!("{}{ITEM}", self.key), text),
            _ => (self.emit)(&self.key, text),
        }
        Ok(())
    }

    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "`scalars!` calls it"
    )]
    fn absent(self) -> Result<(), Error> {
        Ok(())
    }

    /// The key of a field of this value.
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
            mode: self.mode.inside(),
        }
    }

    fn into_child(self, name: &str) -> Self {
        Pairs {
            key: self.key_of(name),
            index: None,
            emit: self.emit,
            mode: self.mode.inside(),
        }
    }

    /// The same position, borrowed for another value.
    fn reborrow(&mut self) -> Pairs<'_> {
        Pairs {
            key: self.key.clone(),
            index: self.index,
            emit: self.emit,
            mode: self.mode,
        }
    }
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

    scalars!();

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        wrapper::reject_private(name)?;
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
                mode: self.mode,
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

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Items<'a>, Error> {
        wrapper::reject_private(name)?;
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'a>, Error> {
        wrapper::reject_private(name)?;
        self.into_child(variant).serialize_seq(None)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries<'a>, Error> {
        Ok(Entries {
            pairs: self,
            name: String::new(),
            is_wrapper: false,
        })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Entries<'a>, Error> {
        let is_wrapper = wrapper::is_of_text(name);
        if !is_wrapper {
            wrapper::reject_private(name)?;
        }
        Ok(Entries {
            is_wrapper,
            ..self.serialize_map(None)?
        })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries<'a>, Error> {
        wrapper::reject_private(name)?;
        self.into_child(variant).serialize_map(None)
    }
}

/// The items of a list: each under the list's key, or under its index if it has fields of its own. Without a key (the list is the top level) each
/// item is a pair of name and value.
pub(crate) struct Items<'a> {
    pairs: Pairs<'a>,
    next: usize,
    /// `Some` inside such a pair: empty before its first element, the name after it.
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
                mode: self.pairs.mode,
            }),
        }
    }
}

/// The entries of a struct or map.
pub(crate) struct Entries<'a> {
    pairs: Pairs<'a>,
    name: String,
    /// Whether its single field holds the value itself as text.
    is_wrapper: bool,
}

impl Entries<'_> {
    fn entry<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        if self.is_wrapper {
            return value.serialize(self.pairs.reborrow());
        }
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

/// The text of a map's key: whatever is one value.
fn text_of<T: Serialize + ?Sized>(key: &T) -> Result<String, Error> {
    let mut text = None;
    let mut emit = |_: &str, value: &str| text = Some(value.to_owned());
    key.serialize(Pairs {
        key: "key".to_owned(),
        index: None,
        emit: &mut emit,
        mode: Mode::Repeat,
    })?;
    text.ok_or_else(|| Error::shape("a key of a map without a text form"))
}
