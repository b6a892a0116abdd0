//! Structs that are declared in an arm, read by serde: what derived code does, with the same messages, but with most of it compiled once and not once a type.
//!
//! Derived code has a visitor for the fields' names in each type, and the whole loop over them. Here a name becomes a number by one visitor for all
//! types, and what is done with a field is a call that depends on the field's type alone.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

/// How a struct is made of its fields.
pub trait Fields<'de>: Sized {
    /// The name of the struct.
    const NAME: &'static str;
    /// The names of the fields on the wire.
    const FIELDS: &'static [&'static str];
    /// An `Option` for each field.
    type Slots;
    /// None of them filled.
    const EMPTY: Self::Slots;

    /// Reads the value of the field with that number.
    ///
    /// # Errors
    /// The deserializer's; or the field was there before.
    fn read<V: Values<'de>>(
        slots: &mut Self::Slots,
        number: usize,
        values: &mut V,
    ) -> Result<(), V::Error>;

    /// The struct.
    ///
    /// # Errors
    /// A field is missing.
    fn finish<E: Error>(slots: Self::Slots, missing: Missing<E>) -> Result<Self, E>;
}

/// Where the values of the fields come from: a map, or a sequence in the order of the fields.
pub trait Values<'de> {
    /// The deserializer's.
    type Error: Error;

    /// The next value, where there is one.
    ///
    /// # Errors
    /// The deserializer's.
    fn next<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, Self::Error>;

    /// The name of the field that it is for.
    fn name(&self) -> &'static str;
}

/// The values of a map, whose names say which fields they are for.
struct ByName<A> {
    map: A,
    fields: &'static [&'static str],
    number: usize,
}

impl<'de, A: MapAccess<'de>> ByName<A> {
    /// Goes on to the next field that somebody knows; `false` at the end.
    fn go_on(&mut self) -> Result<bool, A::Error> {
        loop {
            let Some(number) = self.map.next_key_seed(Name(self.fields))? else {
                return Ok(false);
            };
            self.number = number;
            if number != self.fields.len() {
                return Ok(true);
            }
            self.map.next_value::<IgnoredAny>()?;
        }
    }
}

impl<'de, A: MapAccess<'de>> Values<'de> for ByName<A> {
    type Error = A::Error;

    fn next<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        match self.map.next_value_seed(PhantomData) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(error),
        }
    }

    fn name(&self) -> &'static str {
        name_of(self.number, self.fields)
    }
}

/// The values of a sequence, of which none is for a field that has one.
struct InOrder<A>(A);

impl<'de, A: SeqAccess<'de>> Values<'de> for InOrder<A> {
    type Error = A::Error;

    fn next<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        self.0.next_element_seed(PhantomData)
    }

    fn name(&self) -> &'static str {
        ""
    }
}

fn name_of(number: usize, fields: &[&'static str]) -> &'static str {
    fields.get(number).copied().unwrap_or_default()
}

/// Reads a struct.
///
/// # Errors
/// The deserializer's, and those of [`Fields`].
pub fn deserialize<'de, T: Fields<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    struct Struct<T>(PhantomData<fn() -> T>);

    impl<'de, T: Fields<'de>> Visitor<'de> for Struct<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "struct {}", T::NAME)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            let mut slots = T::EMPTY;
            let mut values = ByName {
                map,
                fields: T::FIELDS,
                number: 0,
            };
            loop {
                match values.go_on() {
                    Ok(true) => match T::read(&mut slots, values.number, &mut values) {
                        Ok(()) => {}
                        Err(error) => return Err(error),
                    },
                    Ok(false) => return T::finish(slots, Missing::new(T::FIELDS, None)),
                    Err(error) => return Err(error),
                }
            }
        }

        fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<T, A::Error> {
            let mut slots = T::EMPTY;
            let mut values = InOrder(sequence);
            let mut number = 0;
            // A `for` over a range is more code in each type.
            while number < T::FIELDS.len() {
                match T::read(&mut slots, number, &mut values) {
                    Ok(()) => number += 1,
                    Err(error) => return Err(error),
                }
            }
            T::finish(slots, Missing::new(T::FIELDS, Some(T::NAME)))
        }
    }

    deserializer.deserialize_struct(T::NAME, T::FIELDS, Struct(PhantomData))
}

/// A name that becomes the number of its field.
struct Name(&'static [&'static str]);

impl Name {
    fn number(&self, name: &[u8]) -> usize {
        let position = self.0.iter().position(|field| field.as_bytes() == name);
        position.unwrap_or(self.0.len())
    }
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_u64<E>(self, number: u64) -> Result<usize, E> {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        Ok(number.min(self.0.len()))
    }

    fn visit_str<E>(self, name: &str) -> Result<usize, E> {
        Ok(self.number(name.as_bytes()))
    }

    fn visit_bytes<E>(self, name: &[u8]) -> Result<usize, E> {
        Ok(self.number(name))
    }
}

/// Reads the value of a field.
///
/// # Errors
/// The deserializer's; or the field was there before.
pub fn read<'de, T: Deserialize<'de>, V: Values<'de>>(
    values: &mut V,
    field: &mut Option<T>,
) -> Result<(), V::Error> {
    if field.is_some() {
        return Err(V::Error::duplicate_field(values.name()));
    }
    match values.next() {
        Ok(value) => {
            *field = value;
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// What is to be said of fields that did not come. All are looked after in their order. The first mistake is kept, so that the caller looks for one
/// once and not for each field.
#[derive(Debug)]
pub struct Missing<E> {
    fields: &'static [&'static str],
    /// How many were looked after.
    number: usize,
    /// The struct's name, where they came in a sequence.
    sequence: Option<&'static str>,
    mistake: Option<E>,
}

impl<E: Error> Missing<E> {
    fn new(fields: &'static [&'static str], sequence: Option<&'static str>) -> Self {
        Self {
            fields,
            number: 0,
            sequence,
            mistake: None,
        }
    }

    /// The mistake. Where every slot is [`ready`] there is none, so nobody asks.
    #[cold]
    #[must_use]
    pub fn mistake(self) -> E {
        self.mistake
            .unwrap_or_else(|| E::custom("a field is missing"))
    }
}

/// Looks after a field that may not have come: that is a mistake, but for a type that can be absent.
#[inline(never)]
pub fn ready<'de, T: Deserialize<'de>, E: Error>(field: &mut Option<T>, missing: &mut Missing<E>) {
    if field.is_none() && missing.mistake.is_none() {
        let value = match missing.sequence {
            None => T::deserialize(Absent(name_of(missing.number, missing.fields), PhantomData)),
            Some(name) => Err(too_short(missing.number, name, missing.fields.len())),
        };
        match value {
            Ok(value) => *field = Some(value),
            Err(error) => missing.mistake = Some(error),
        }
    }
    missing.number += 1;
}

/// The same for a field that has its type's default then.
pub fn ready_by_default<T: Default, E>(field: &mut Option<T>, missing: &mut Missing<E>) {
    field.get_or_insert_default();
    missing.number += 1;
}

/// What a field is read from that did not come. An `Option` is `None` then.
struct Absent<E>(&'static str, PhantomData<fn() -> E>);

impl<'de, E: Error> Deserializer<'de> for Absent<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, E> {
        Err(E::missing_field(self.0))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_none()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

#[cold]
fn too_short<E: Error>(number: usize, name: &'static str, count: usize) -> E {
    let plural = if count == 1 { "" } else { "s" };
    E::invalid_length(
        number,
        &format!("struct {name} with {count} element{plural}").as_str(),
    )
}
