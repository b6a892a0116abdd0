//! How many fields a body says it has: formats like CBOR and `MessagePack` write that number before the fields.

use std::fmt::Write as _;

use callpoint::codec::{Codec, CodecError, Encode};
use callpoint::endpoint;
use callpoint::meta::CodecMeta;
use serde::ser::{Error as _, Impossible, Serialize, SerializeStruct, Serializer};

use crate::body;

/// Writes `count: name name …`.
struct Counted;

impl Codec for Counted {
    const META: CodecMeta = CodecMeta::new("Counted", "text/plain");
}

impl<T: Serialize + ?Sized> Encode<T> for Counted {
    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
        let text = value.serialize(Counter);
        let text = text.map_err(|error| CodecError::new("expected a struct", error))?;
        out.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

/// A serializer of structs alone, by their names.
struct Counter;

struct Names(String);

type Failure = serde::de::value::Error;

impl SerializeStruct for Names {
    type Ok = String;
    type Error = Failure;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        _: &T,
    ) -> Result<(), Failure> {
        write!(self.0, " {name}").map_err(Failure::custom)
    }

    fn end(self) -> Result<String, Failure> {
        Ok(self.0)
    }
}

macro_rules! scalars {
    ($($method:ident: $ty:ty),*) => {
        $(fn $method(self, _: $ty) -> Result<String, Failure> {
            Err(Failure::custom("no struct"))
        })*
    };
}

impl Serializer for Counter {
    type Ok = String;
    type Error = Failure;
    type SerializeSeq = Impossible<String, Failure>;
    type SerializeTuple = Impossible<String, Failure>;
    type SerializeTupleStruct = Impossible<String, Failure>;
    type SerializeTupleVariant = Impossible<String, Failure>;
    type SerializeMap = Impossible<String, Failure>;
    type SerializeStruct = Names;
    type SerializeStructVariant = Impossible<String, Failure>;

    scalars!(
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_u8: u8, serialize_u16: u16,
        serialize_u32: u32, serialize_u64: u64, serialize_f32: f32, serialize_f64: f64, serialize_char: char, serialize_str: &str,
        serialize_bytes: &[u8], serialize_unit_struct: &'static str
    );

    fn serialize_none(self) -> Result<String, Failure> {
        Err(Failure::custom("no struct"))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<String, Failure> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<String, Failure> {
        Err(Failure::custom("no struct"))
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
    ) -> Result<String, Failure> {
        Err(Failure::custom("no struct"))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<String, Failure> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<String, Failure> {
        Err(Failure::custom("no struct"))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Failure> {
        Err(Failure::custom("no struct"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Failure> {
        Err(Failure::custom("no struct"))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Failure> {
        Err(Failure::custom("no struct"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failure> {
        Err(Failure::custom("no struct"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Failure> {
        Err(Failure::custom("no struct"))
    }

    fn serialize_struct(self, name: &'static str, count: usize) -> Result<Names, Failure> {
        Ok(Names(format!("{name} {count}:")))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Failure> {
        Err(Failure::custom("no struct"))
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde asks for"
)]
fn is_zero(number: &u8) -> bool {
    *number == 0
}

/// Each kind of field that may be absent, and two that may not.
#[endpoint(POST, "/c", body = Counted)]
struct Count<'a, T: Serialize> {
    required: u8,
    r#type: Option<&'a str>,
    generic: Option<T>,
    boxed: Option<Box<str>>,
    edited: callpoint::Patch<u8>,
    #[serde(skip_serializing_if = "is_zero")]
    skipped: u8,
    #[cfg(test)]
    conditional: Option<u8>,
    #[cfg(not(test))]
    gone: Option<u8>,
    list: Vec<&'a str>,
}

#[test]
fn the_number_is_that_of_the_fields_that_follow() {
    let none = Count::<u8> {
        required: 1,
        r#type: None,
        generic: None,
        boxed: None,
        edited: callpoint::Patch::Absent,
        skipped: 0,
        conditional: None,
        list: Vec::new(),
    };
    let all = Count {
        required: 1,
        r#type: Some("a"),
        generic: Some(2),
        boxed: Some("c".into()),
        edited: callpoint::Patch::Null,
        skipped: 3,
        conditional: Some(4),
        list: vec!["b"],
    };
    let some = Count::<u8> {
        r#type: Some(""),
        edited: callpoint::Patch::Value(5),
        ..Count::new(1, 0, Vec::new())
    };
    assert_eq!(body(&none), "Count 2: required list");
    assert_eq!(
        body(&all),
        "Count 8: required type generic boxed edited skipped conditional list"
    );
    assert_eq!(body(&some), "Count 4: required type edited list");
}
