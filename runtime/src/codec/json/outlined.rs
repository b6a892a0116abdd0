//! A deserializer around another, that keeps the code of a type small: what stands between two values is a call and not repeated for each field.
//!
//! A derived `Deserialize` reads each of its fields in two places, and the reader of a value is small enough that the compiler repeats it in
//! all of them, colons, commas and the errors about them included. Nothing else is different.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

/// A deserializer, an access or a seed, whose values are read by calls.
pub(super) struct Outlined<T>(pub(super) T);

macro_rules! forward {
    ($($method:ident($($argument:ident: $type:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* visitor)
        }
    )*};
}

/// What has values inside.
macro_rules! wrap {
    ($($method:ident($($argument:ident: $type:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* Inside(visitor))
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Outlined<D> {
    type Error = D::Error;

    wrap! {
        deserialize_option() deserialize_seq() deserialize_map()
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
    }

    forward! {
        deserialize_any() deserialize_bool() deserialize_char() deserialize_str() deserialize_string() deserialize_bytes()
        deserialize_byte_buf() deserialize_unit() deserialize_identifier() deserialize_ignored_any()
        deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64() deserialize_i128()
        deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_u128() deserialize_f32() deserialize_f64()
        deserialize_unit_struct(name: &'static str) deserialize_newtype_struct(name: &'static str)
        deserialize_tuple(length: usize) deserialize_tuple_struct(name: &'static str, length: usize)
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// A visitor that is given the values inside by calls.
struct Inside<V>(V);

macro_rules! visit {
    ($($method:ident($type:ty))*) => {$(
        fn $method<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.0.$method(value)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Inside<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    visit! {
        visit_bool(bool) visit_i8(i8) visit_i16(i16) visit_i32(i32) visit_i64(i64) visit_i128(i128)
        visit_u8(u8) visit_u16(u16) visit_u32(u32) visit_u64(u64) visit_u128(u128) visit_f32(f32) visit_f64(f64) visit_char(char)
        visit_str(&str) visit_borrowed_str(&'de str) visit_string(String)
        visit_bytes(&[u8]) visit_borrowed_bytes(&'de [u8]) visit_byte_buf(Vec<u8>)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Outlined(value))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Outlined(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, values: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Outlined(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Outlined(entries))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, value: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(value)
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Outlined<A> {
    type Error = A::Error;

    #[inline(never)]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Outlined(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Outlined<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    #[inline(never)]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Outlined(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Outlined<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Outlined(deserializer))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Debug;

    use serde::Deserialize;
    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "shown")]
    struct Tree {
        id: Id,
        #[serde(default)]
        children: Vec<Tree>,
        parent: Option<Box<Tree>>,
        by_name: Option<BTreeMap<u8, Tree>>,
        kind: Option<Kind>,
        pair: Option<(i8, f64)>,
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "shown")]
    struct Id(u64);

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "shown")]
    enum Kind {
        Unit,
        Newtype(Strict),
        Tuple(bool, char),
        Struct { of: String },
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "shown")]
    struct Strict {
        at: Option<i64>,
        unit: (),
    }

    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "shown")]
    enum Either {
        Strict(Strict),
        Texts(Vec<Option<String>>),
    }

    fn assert_alike<T: DeserializeOwned + Debug>(body: &str) {
        let plain = serde_json::from_str::<T>(body);
        let outlined = T::deserialize(Outlined(&mut serde_json::Deserializer::from_str(body)));
        assert_eq!(format!("{outlined:?}"), format!("{plain:?}"), "{body}");
    }

    #[test]
    fn values_and_errors_are_those_of_the_deserializer_inside() {
        for body in [
            r#"{"id":1}"#,
            r#"{"id":1,"children":[{"id":2,"parent":{"id":3}},{"id":4}],"other":[1.5,null,"x"]}"#,
            r#"{"id":1,"by_name":{"7":{"id":2}},"kind":"Unit","pair":[-1,2.5],"parent":null}"#,
            r#"{"id":1,"kind":{"Newtype":{"at":null,"unit":null}}}"#,
            r#"{"id":1,"kind":{"Tuple":[true,"x"]}}"#,
            r#"{"id":1,"kind":{"Struct":{"of":"y\n"}}}"#,
            r#"{"id":"1"}"#,
            r#"{"children":[]}"#,
            r#"{"id":1,"id":2}"#,
            r#"{"id":1,"children":{}}"#,
            r#"{"id":1,"by_name":{"x":{"id":2}}}"#,
            r#"{"id":1,"kind":"Nothing"}"#,
            r#"{"id":1,"pair":[1]}"#,
            r#"{"id":1,"parent":7}"#,
            r#"{"id" 1}"#,
            r#"{"id":1,"#,
            "7",
        ] {
            assert_alike::<Tree>(body);
        }
        for body in [
            r#"{"at":7,"unit":null}"#,
            "[7,null]",
            "[7]",
            r#"{"at":7,"unit":null,"more":1}"#,
            r#"["a",null]"#,
            "[1]",
            "null",
        ] {
            assert_alike::<Strict>(body);
            assert_alike::<Either>(body);
            assert_alike::<Option<Strict>>(body);
            assert_alike::<Value>(body);
        }
    }
}
