//! A deserializer around another that keeps apart what serde puts into one text: an error is a [`Failure`], which says where and why as data.
//!
//! While a value is read nothing is kept but how many entries came before it. The way to a value is put together on the way back from an error, where each
//! entry adds itself, and the format's error travels empty while [`Kept`] has the [`Failure`]. So there is one compiled copy of a type's code, and no second
//! reading.
//!
//! It also keeps the code of a type small: what stands between two values is a call and not repeated for each field. A derived `Deserialize` reads each of its
//! fields in two places, and the reader of a value is small enough that the compiler repeats it in all of them, colons, commas and the errors about them
//! included.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::failure::{Asked, Failure, Kept};

/// A deserializer, a visitor or a seed, with errors that are data.
///
/// `W` says whether what the type does not know is watched. The two have errors of their own: of what serde derives much depends on the error alone, and would be
/// compiled once for both, out of line.
pub(super) struct Tracked<'k, T, const W: bool = false>(pub(super) T, pub(super) &'k Kept<W>);

macro_rules! wrap {
    ($($method:ident($($argument:ident: $type:ty),*) $asked:expr;)*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, Failure<W>> {
            match self.0.$method($($argument,)* Tracked(visitor, self.1)) {
                Ok(value) => Ok(value),
                Err(error) => Err(self.1.caught(error, $asked)),
            }
        }
    )*};
}

impl<'de, D: Deserializer<'de>, const W: bool> Deserializer<'de> for Tracked<'_, D, W> {
    type Error = Failure<W>;

    wrap! {
        deserialize_bool() Asked::Type("a boolean");
        deserialize_i8() Asked::Type("i8");
        deserialize_i16() Asked::Type("i16");
        deserialize_i32() Asked::Type("i32");
        deserialize_i64() Asked::Type("i64");
        deserialize_u8() Asked::Type("u8");
        deserialize_u16() Asked::Type("u16");
        deserialize_u32() Asked::Type("u32");
        deserialize_u64() Asked::Type("u64");
        deserialize_f32() Asked::Type("f32");
        deserialize_f64() Asked::Type("f64");
        deserialize_char() Asked::Type("a character");
        deserialize_str() Asked::Type("a string");
        deserialize_string() Asked::Type("a string");
        deserialize_bytes() Asked::Type("bytes");
        deserialize_byte_buf() Asked::Type("bytes");
        deserialize_option() Asked::Type("option");
        deserialize_unit() Asked::Type("unit");
        deserialize_unit_struct(name: &'static str) Asked::Type("unit");
        deserialize_newtype_struct(name: &'static str) Asked::Type(name);
        deserialize_seq() Asked::Type("a sequence");
        deserialize_tuple(length: usize) Asked::Items(length);
        deserialize_tuple_struct(name: &'static str, length: usize) Asked::Items(length);
        deserialize_map() Asked::Type("a map");
        deserialize_identifier() Asked::Type("a name");
        deserialize_any() Asked::Type("another value");
        deserialize_ignored_any() Asked::Type("another value");
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure<W>> {
        self.1.wide.set(Some("i128"));
        match self.0.deserialize_i128(Tracked(visitor, self.1)) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.1.caught(error, Asked::Type("i128"))),
        }
    }

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure<W>> {
        self.1.wide.set(Some("u128"));
        match self.0.deserialize_u128(Tracked(visitor, self.1)) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.1.caught(error, Asked::Type("u128"))),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure<W>> {
        let visitor = Tracked(visitor, self.1);
        match self.0.deserialize_struct(name, fields, visitor) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.1.caught_struct(error, name, fields)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure<W>> {
        let visitor = Tracked(visitor, self.1);
        match self.0.deserialize_enum(name, variants, visitor) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.1.caught_enum(error, name, variants)),
        }
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

macro_rules! visit {
    ($($method:ident($($argument:ident: $type:ty)?))*) => {$(
        fn $method<E: Error>(self, $($argument: $type)?) -> Result<V::Value, E> {
            let Self(visitor, kept) = self;
            match visitor.$method($($argument)?) {
                Ok(value) => Ok(value),
                Err(failure) => Err(kept.keep(failure)),
            }
        }
    )*};
}

/// What has values inside. Everything moves in one call, so that no call before it needs code that drops the rest.
macro_rules! visit_inside {
    ($($method:ident($inside:ident: $bound:ident) $wrapper:ident { $($rest:tt)* };)*) => {$(
        fn $method<A: $bound<'de>>(self, $inside: A) -> Result<V::Value, A::Error> {
            let Self(visitor, kept) = self;
            match visitor.$method($wrapper { 0: $inside, 1: kept, $($rest)* }) {
                Ok(value) => Ok(value),
                Err(failure) => Err(kept.keep(failure)),
            }
        }
    )*};
}

impl<'de, V: Visitor<'de>, const W: bool> Visitor<'de> for Tracked<'_, V, W> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.1.expected(&self.0);
        self.0.expecting(f)
    }

    visit! {
        visit_bool(value: bool) visit_char(value: char)
        visit_i8(value: i8) visit_i16(value: i16) visit_i32(value: i32) visit_i64(value: i64) visit_i128(value: i128)
        visit_u8(value: u8) visit_u16(value: u16) visit_u32(value: u32) visit_u64(value: u64) visit_u128(value: u128)
        visit_f32(value: f32) visit_f64(value: f64)
        visit_str(value: &str) visit_borrowed_str(value: &'de str) visit_string(value: String)
        visit_bytes(value: &[u8]) visit_borrowed_bytes(value: &'de [u8]) visit_byte_buf(value: Vec<u8>)
        visit_none() visit_unit()
    }

    visit_inside! {
        visit_some(value: Deserializer) Tracked {};
        visit_newtype_struct(value: Deserializer) Tracked {};
        visit_seq(items: SeqAccess) Inside { 2: 0 };
        visit_map(entries: MapAccess) Inside { 2: 0 };
        visit_enum(value: EnumAccess) Tracked {};
    }
}

/// The entries or items of a value, and the number of the next one.
struct Inside<'k, A, const W: bool>(A, &'k Kept<W>, usize);

impl<'de, A: SeqAccess<'de>, const W: bool> SeqAccess<'de> for Inside<'_, A, W> {
    type Error = Failure<W>;

    #[inline(never)]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure<W>> {
        let index = self.2;
        self.2 = index.wrapping_add(1);
        match self.0.next_element_seed(Tracked(seed, self.1)) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.1.caught_at(error, index)),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>, const W: bool> MapAccess<'de> for Inside<'_, A, W> {
    type Error = Failure<W>;

    /// Keys are read as the format has them: which one is not accepted is seen in the text.
    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure<W>> {
        match self.0.next_key_seed(seed) {
            Ok(key) => Ok(key),
            Err(error) => Err(self.1.caught_at(error, self.2)),
        }
    }

    #[inline(never)]
    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Failure<W>> {
        let index = self.2;
        self.2 = index.wrapping_add(1);
        match self.0.next_value_seed(Tracked(seed, self.1)) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.1.caught_at(error, index)),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, S: DeserializeSeed<'de>, const W: bool> DeserializeSeed<'de> for Tracked<'_, S, W> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        let Self(seed, kept) = self;
        match seed.deserialize(Tracked(deserializer, kept)) {
            Ok(value) => Ok(value),
            Err(failure) => Err(kept.keep(failure)),
        }
    }
}

impl<'de, 'k, A: EnumAccess<'de>, const W: bool> EnumAccess<'de> for Tracked<'k, A, W> {
    type Error = Failure<W>;
    type Variant = Tracked<'k, A::Variant, W>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), Failure<W>> {
        match self.0.variant_seed(seed) {
            Ok((value, variant)) => Ok((value, Tracked(variant, self.1))),
            Err(error) => Err(self.1.caught(error, Asked::Variant(&[]))),
        }
    }
}

impl<'de, A: VariantAccess<'de>, const W: bool> VariantAccess<'de> for Tracked<'_, A, W> {
    type Error = Failure<W>;

    fn unit_variant(self) -> Result<(), Failure<W>> {
        match self.0.unit_variant() {
            Ok(()) => Ok(()),
            Err(error) => Err(self.1.caught_variant(error, "unit", &[])),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, Failure<W>> {
        match self.0.newtype_variant_seed(Tracked(seed, self.1)) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.1.caught_variant(error, "a newtype variant", &[])),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Failure<W>> {
        match self.0.tuple_variant(length, Tracked(visitor, self.1)) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.1.caught_variant(error, "a tuple variant", &[])),
        }
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure<W>> {
        match self.0.struct_variant(fields, Tracked(visitor, self.1)) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.1.caught_variant(error, "a struct variant", fields)),
        }
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
        let kept = <Kept>::default();
        let json = &mut serde_json::Deserializer::from_str(body);
        match (T::deserialize(Tracked(json, &kept)), plain) {
            (Ok(tracked), Ok(plain)) => {
                assert_eq!(format!("{tracked:?}"), format!("{plain:?}"), "{body}");
            }
            (Err(failure), Err(plain)) => {
                let (words, plain) = (failure.to_string(), plain.to_string());
                assert!(plain.starts_with(&words), "{body}: {words}: {plain}");
            }
            (tracked, plain) => panic!("{body}: {tracked:?}, {plain:?}"),
        }
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
