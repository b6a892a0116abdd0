//! The values of a field that is sent as text: one, none or several.

use std::fmt::Display;

use serde::ser::{self, Impossible, Serialize};
use serde_json::ser::{CompactFormatter, Formatter as _};

use crate::scalar::{Error, Single, scalars, wrapper};

/// Where the text of each value goes.
pub(crate) trait Sink {
    /// Takes the next value; `is_item` where it is one of a list.
    fn take(&mut self, text: &str, is_item: bool);

    /// An item of a list is absent.
    fn skip_item(&mut self) {}

    /// The field has no more values, or one that has no text form.
    fn end(&mut self, written: Result<(), Error>);
}

/// How many values a field may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    One,
    /// One, none, or the items of a list.
    Any,
    /// Inside a list.
    Item,
}

/// Hands the values of a field to where they go.
pub(crate) fn write<T: Serialize + ?Sized>(value: &T, shape: Shape, sink: &mut dyn Sink) {
    let mut values = Values { sink, shape };
    let written = value.serialize(&mut values);
    values.sink.end(written);
}

/// A serializer for a single value or a list of them. It is the same for every place, so that it is compiled once for each type.
pub(crate) struct Values<'a> {
    sink: &'a mut dyn Sink,
    shape: Shape,
}

const ENTRIES: &str =
    "a struct or a map; its entries need `#[query(flatten)]` or `#[query(style = deep)]`";
const VARIANT: &str = "a variant that carries a value";

impl Values<'_> {
    #[expect(clippy::unnecessary_wraps, reason = "`scalars!` asks for a result")]
    fn text(&mut self, text: &str) -> Result<(), Error> {
        self.sink.take(text, self.shape == Shape::Item);
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "`scalars!` asks for a result")]
    fn absent(&mut self) -> Result<(), Error> {
        if self.shape == Shape::Item {
            self.sink.skip_item();
        }
        Ok(())
    }

    fn list(&mut self) -> Result<&mut Self, Error> {
        match self.shape {
            Shape::Any => {
                self.shape = Shape::Item;
                Ok(self)
            }
            Shape::One => Err(Error::shape("a list, where one value is needed")),
            Shape::Item => Err(Error::shape("a list in a list")),
        }
    }
}

impl ser::Serializer for &mut Values<'_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<(), Error>;

    scalars!();

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        wrapper::reject_private(name)?;
        Err(Error::shape(VARIANT))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Error> {
        self.list()
    }

    /// serde's own is several times as much code, once for each type.
    fn collect_seq<I>(self, items: I) -> Result<(), Error>
    where
        I: IntoIterator<Item: Serialize>,
    {
        let list = self.list()?;
        for item in items {
            item.serialize(&mut *list)?;
        }
        Ok(())
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Error> {
        self.list()
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Self, Error> {
        wrapper::reject_private(name)?;
        self.list()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error::shape(VARIANT))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        Err(Error::shape(ENTRIES))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Self, Error> {
        if wrapper::is_of_text(name) {
            return Ok(self);
        }
        wrapper::reject_private(name)?;
        Err(Error::shape(ENTRIES))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(Error::shape(VARIANT))
    }
}

macro_rules! items {
    ($($compound:ident::$method:ident),*) => {$(
        impl ser::$compound for &mut Values<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                value.serialize(&mut **self)
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
    SerializeTupleStruct::serialize_field
}

/// Only for a wrapper whose one field is the value as text.
impl ser::SerializeStruct for &mut Values<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(Single(&mut |text| self.text(text)))
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}
