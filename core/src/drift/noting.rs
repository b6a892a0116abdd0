//! A deserializer around another that notes what a type passes over, and where.
//!
//! A scalar is handed through as it is. What has values inside hands each of them its place, which is no more than a step on the stack: the name of a field is
//! borrowed from the body where the format lends it. A type that asks for anything (`untagged`, `flatten`, an internal tag, `Value`) takes the values as they
//! are, and nothing is noted inside.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::apart::Apart;
use super::place::Place;

/// A deserializer, a seed or the content of a variant, at a place.
pub(crate) struct Noting<'p, T>(pub(crate) T, pub(crate) &'p Place<'p>);

/// Hands a scalar through.
macro_rules! through {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method(visitor)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Noting<'_, D> {
    type Error = D::Error;

    through! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64 deserialize_char deserialize_str deserialize_string
        deserialize_bytes deserialize_byte_buf deserialize_unit deserialize_identifier deserialize_any
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.1.ignored();
        self.0.deserialize_ignored_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(Noted::of(visitor, self.1))
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_unit_struct(name, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = Noted::of(visitor, self.1);
        self.0.deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_seq(Noted::of(visitor, self.1))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = Noted::of(visitor, self.1);
        self.0.deserialize_tuple(length, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = Noted::of(visitor, self.1);
        self.0.deserialize_tuple_struct(name, length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Noted::of(visitor, self.1))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let mut visitor = Noted::of(visitor, self.1);
        visitor.fields = Some(fields);
        self.0.deserialize_struct(name, fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let mut visitor = Noted::of(visitor, self.1);
        visitor.variants = variants;
        self.0.deserialize_enum(name, variants, visitor)
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// A visitor, and what its type has said of itself.
struct Noted<'p, V> {
    visitor: V,
    place: &'p Place<'p>,
    fields: Option<&'static [&'static str]>,
    variants: &'static [&'static str],
}

impl<'p, V> Noted<'p, V> {
    const fn of(visitor: V, place: &'p Place<'p>) -> Self {
        Self {
            visitor,
            place,
            fields: None,
            variants: &[],
        }
    }
}

macro_rules! visit {
    ($($method:ident($($argument:ident: $type:ty)?))*) => {$(
        fn $method<E: Error>(self, $($argument: $type)?) -> Result<V::Value, E> {
            self.visitor.$method($($argument)?)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Noted<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
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

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_some(Noting(value, self.place))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_newtype_struct(Noting(value, self.place))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_seq(Items {
            items,
            place: self.place.each(),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Entries {
            inner: entries,
            place: self.place,
            fields: self.fields,
            key: Key::default(),
        })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, value: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_enum(Variant {
            value,
            place: self.place,
            variants: self.variants,
        })
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Noting<'_, S> {
    type Value = S::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        match self.0.deserialize(Noting(deserializer, self.1)) {
            Ok(value) => {
                self.1.read();
                Ok(value)
            }
            Err(error) => {
                self.1.failed();
                Err(error)
            }
        }
    }
}

/// The items of a list, which have one place.
struct Items<'p, A> {
    items: A,
    place: Place<'p>,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Items<'_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.items.next_element_seed(Noting(seed, &self.place))
    }

    fn size_hint(&self) -> Option<usize> {
        self.items.size_hint()
    }
}

/// The entries of an object.
struct Entries<'p, 'de, A> {
    inner: A,
    place: &'p Place<'p>,
    /// The fields of a struct. Without them the keys are a part of the body.
    fields: Option<&'static [&'static str]>,
    key: Key<'de>,
}

/// The last key that was read. The format lends it, but for one with escapes.
#[derive(Default)]
struct Key<'de> {
    lent: Option<&'de str>,
    owned: Option<Box<str>>,
}

impl Key<'_> {
    fn name(&self) -> Option<&str> {
        self.lent.or(self.owned.as_deref())
    }

    fn clear(&mut self) {
        self.lent = None;
        if self.owned.is_some() {
            self.owned = None;
        }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Entries<'_, 'de, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.key.clear();
        let seed = Named {
            inner: seed,
            key: &mut self.key,
        };
        let read = self.inner.next_key_seed(seed);
        match self.fields {
            Some(fields) if read.is_err() && self.key.name().is_some() => {
                self.place.field(self.key.name(), fields).failed();
            }
            Some(_) => {}
            // A key of a map is a part of the body.
            None => self.key.clear(),
        }
        read
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        let place = self
            .place
            .field(self.key.name(), self.fields.unwrap_or(&[]));
        self.inner.next_value_seed(Noting(seed, &place))
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

/// The name of a variant, and what is in it.
struct Variant<'p, A> {
    value: A,
    place: &'p Place<'p>,
    variants: &'static [&'static str],
}

impl<'de, 'p, A: EnumAccess<'de>> EnumAccess<'de> for Variant<'p, A> {
    type Error = A::Error;
    type Variant = Noting<'p, A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let mut key = Key::default();
        let seed = Named {
            inner: seed,
            key: &mut key,
        };
        let (value, variant) = self.value.variant_seed(seed)?;
        // With `#[serde(other)]` every name is one.
        if key
            .name()
            .is_some_and(|name| !self.variants.contains(&name))
        {
            self.place.unknown_value();
        }
        Ok((value, Noting(variant, self.place)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Noting<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        let place = self.1.each();
        self.0.newtype_variant_seed(Noting(seed, &place))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let place = self.1.each();
        self.0.tuple_variant(length, Noted::of(visitor, &place))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let place = self.1.each();
        let mut visitor = Noted::of(visitor, &place);
        visitor.fields = Some(fields);
        self.0.struct_variant(fields, visitor)
    }
}

/// A name, or what reads one, that is kept beside what the type makes of it.
struct Named<'k, 'de, T> {
    inner: T,
    key: &'k mut Key<'de>,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Named<'_, 'de, S> {
    type Value = S::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.inner.deserialize(Named {
            inner: deserializer,
            key: self.key,
        })
    }
}

/// A name is asked for as an identifier, or as a text.
macro_rules! named {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.inner.$method(Named { inner: visitor, key: self.key })
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Named<'_, 'de, D> {
    type Error = D::Error;

    named! { deserialize_identifier deserialize_str deserialize_string deserialize_any }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf option unit unit_struct newtype_struct seq tuple tuple_struct map struct
        enum ignored_any
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Named<'_, 'de, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<V::Value, E> {
        self.key.lent = Some(name);
        Apart::joined(self.inner.visit_borrowed_str(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<V::Value, E> {
        self.key.owned = Some(name.into());
        Apart::joined(self.inner.visit_str(name))
    }

    fn visit_string<E: Error>(self, name: String) -> Result<V::Value, E> {
        self.key.owned = Some(name.as_str().into());
        Apart::joined(self.inner.visit_string(name))
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<V::Value, E> {
        Apart::joined(self.inner.visit_bytes(name))
    }

    fn visit_u64<E: Error>(self, index: u64) -> Result<V::Value, E> {
        Apart::joined(self.inner.visit_u64(index))
    }
}
