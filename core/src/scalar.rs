//! One value as text: the rule for the path, the query, headers, parts and forms.
//!
//! A number is what JSON makes of it, without a fraction of zero, a text is JSON's without its quotes, and a unit variant is its serde name, so that a value
//! looks the same wherever it is sent.

pub(crate) mod wrapper;

use std::fmt::{self, Display, Write as _};
use std::io;

use serde::ser::{self, Impossible, Serialize};
use serde_json::ser::{CompactFormatter, Formatter as _};

/// Why a value has no text form.
///
/// It is one pointer wide: serde hands it through every call.
#[derive(Debug)]
pub(crate) struct Error(Box<Reason>);

#[derive(Debug)]
enum Reason {
    NotFinite,
    /// In our words, which say nothing of the value.
    Shape(&'static str),
    /// It may repeat a part of the value.
    Told(String),
}

impl Error {
    #[cold]
    pub(crate) fn not_finite() -> Self {
        Self(Box::new(Reason::NotFinite))
    }

    /// A value of a shape that cannot be sent there.
    #[cold]
    pub(crate) fn shape(reason: &'static str) -> Self {
        Self(Box::new(Reason::Shape(reason)))
    }

    #[cold]
    pub(crate) fn told(message: String) -> Self {
        Self(Box::new(Reason::Told(message)))
    }

    /// The reason in words that say nothing of the value, where they do; otherwise the message that may.
    pub(crate) fn into_message(self) -> Result<&'static str, String> {
        match *self.0 {
            Reason::NotFinite => Ok(NOT_FINITE),
            Reason::Shape(reason) => Ok(reason),
            Reason::Told(message) => Err(message),
        }
    }
}

pub(crate) const NOT_FINITE: &str = "a number that is not finite";

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &*self.0 {
            Reason::NotFinite => NOT_FINITE,
            Reason::Shape(reason) => reason,
            Reason::Told(message) => message,
        })
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self::told(message.to_string())
    }
}

/// A number as JSON writes it, on the stack.
pub(crate) struct Number(io::Cursor<[u8; LONGEST_NUMBER]>);

/// `i128::MIN` has 40 characters, and no float has as many.
const LONGEST_NUMBER: usize = 40;

impl Number {
    pub(crate) fn written(
        write: impl FnOnce(&mut io::Cursor<[u8; LONGEST_NUMBER]>) -> io::Result<()>,
    ) -> Result<Self, Error> {
        let mut number = io::Cursor::new([0; LONGEST_NUMBER]);
        match write(&mut number) {
            Ok(()) => Ok(Self(number)),
            Err(error) => Err(Error::told(error.to_string())),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        let length = usize::try_from(self.0.position()).unwrap_or(LONGEST_NUMBER);
        let digits = self.0.get_ref().get(..length).unwrap_or_default();
        std::str::from_utf8(digits).unwrap_or_default()
    }
}

/// A number without a fraction of zero: to JSON, `1` and `1.0` are the same, and a server that expects an integer reads `1` alone.
pub(crate) fn shortest(number: &str) -> &str {
    number.strip_suffix(".0").unwrap_or(number)
}

/// A value by its `Display`. `to_string` would panic where that fails.
pub(crate) fn displayed(value: &dyn Display) -> Result<String, Error> {
    let mut text = String::new();
    match write!(text, "{value}") {
        Ok(()) => Ok(text),
        Err(_) => Err(Error::shape("its `Display` fails")),
    }
}

/// The methods of a serializer that are about a single value: each hands its text to `self.text`, or calls `self.absent`.
macro_rules! scalars {
    () => {
        $crate::scalar::numbers! {
            serialize_i8: i8, write_i8;
            serialize_i16: i16, write_i16;
            serialize_i32: i32, write_i32;
            serialize_i64: i64, write_i64;
            serialize_i128: i128, write_i128;
            serialize_u8: u8, write_u8;
            serialize_u16: u16, write_u16;
            serialize_u32: u32, write_u32;
            serialize_u64: u64, write_u64;
            serialize_u128: u128, write_u128;
        }

        fn serialize_f32(self, value: f32) -> Result<(), Error> {
            // As a number of double precision it would have digits that nobody gave it.
            if !value.is_finite() {
                return Err(Error::not_finite());
            }
            let number =
                $crate::scalar::Number::written(|to| CompactFormatter.write_f32(to, value));
            self.text($crate::scalar::shortest(number?.as_str()))
        }

        fn serialize_f64(self, value: f64) -> Result<(), Error> {
            if !value.is_finite() {
                return Err(Error::not_finite());
            }
            let number =
                $crate::scalar::Number::written(|to| CompactFormatter.write_f64(to, value));
            self.text($crate::scalar::shortest(number?.as_str()))
        }

        fn serialize_bool(self, value: bool) -> Result<(), Error> {
            self.text(if value { "true" } else { "false" })
        }

        fn serialize_char(self, value: char) -> Result<(), Error> {
            self.text(value.encode_utf8(&mut [0; 4]))
        }

        fn serialize_str(self, value: &str) -> Result<(), Error> {
            self.text(value)
        }

        fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
            self.text(&$crate::scalar::displayed(&value)?)
        }

        fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
            Err(Error::shape("bytes, which have no text form of their own"))
        }

        fn serialize_none(self) -> Result<(), Error> {
            self.absent()
        }

        fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
            value.serialize(self)
        }

        fn serialize_unit(self) -> Result<(), Error> {
            self.absent()
        }

        fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
            self.absent()
        }

        fn serialize_unit_variant(
            self,
            _: &'static str,
            _: u32,
            variant: &'static str,
        ) -> Result<(), Error> {
            self.text(variant)
        }

        fn serialize_newtype_struct<T: Serialize + ?Sized>(
            self,
            name: &'static str,
            value: &T,
        ) -> Result<(), Error> {
            $crate::scalar::wrapper::reject_private(name)?;
            value.serialize(self)
        }
    };
}

macro_rules! numbers {
    ($($method:ident: $type:ty, $write:ident;)*) => {$(
        fn $method(self, value: $type) -> Result<(), Error> {
            let number = $crate::scalar::Number::written(|to| CompactFormatter.$write(to, value));
            self.text(number?.as_str())
        }
    )*};
}

pub(crate) use {numbers, scalars};

/// Takes a single value and no more. It asks nothing of what a list, a struct or a map holds, so that little is compiled for those.
pub(crate) struct Single<'a>(pub(crate) &'a mut dyn FnMut(&str) -> Result<(), Error>);

impl Single<'_> {
    fn text(self, text: &str) -> Result<(), Error> {
        (self.0)(text)
    }

    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "`scalars!` calls it"
    )]
    fn absent(self) -> Result<(), Error> {
        Ok(())
    }
}

const NOT_SINGLE: &str = "more than a single value";

/// Whether a value is a number that JSON has no word for and would write as `null`.
pub(crate) fn is_infinite<T: Serialize + ?Sized>(value: &T) -> bool {
    let written = value.serialize(Single(&mut |_| Ok(())));
    written.is_err_and(|error| matches!(*error.0, Reason::NotFinite))
}

impl ser::Serializer for Single<'_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Impossible<(), Error>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStruct = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    scalars!();

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(Error::shape(NOT_SINGLE))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        Err(Error::shape(NOT_SINGLE))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Err(Error::shape(NOT_SINGLE))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        Err(Error::shape(NOT_SINGLE))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error::shape(NOT_SINGLE))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        Err(Error::shape(NOT_SINGLE))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Error> {
        Err(Error::shape(NOT_SINGLE))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(Error::shape(NOT_SINGLE))
    }
}
