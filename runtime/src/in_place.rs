//! Structs that are declared in an arm, read by serde: what derived code does, with the same messages, but with most of it compiled once and not once a type.
//!
//! Derived code has a visitor for the fields' names in each type, and the whole loop over them. Here a name becomes a number by one visitor for all
//! types, and what is done with a field is a call that depends on the field's type alone: not inlined, or there would be a copy for each field.

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
    type Slots: Default;

    /// Reads the value of the field with that number.
    ///
    /// # Errors
    /// The deserializer's; or the field was there before.
    fn read<A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        number: usize,
        map: &mut A,
    ) -> Result<(), A::Error>;

    /// Reads the values in the order of the fields.
    ///
    /// # Errors
    /// The deserializer's; or there are too few.
    fn fill<A: SeqAccess<'de>>(slots: &mut Self::Slots, seq: &mut A) -> Result<(), A::Error>;

    /// The struct.
    ///
    /// # Errors
    /// A field is missing.
    fn finish<E: Error>(slots: Self::Slots) -> Result<Self, E>;
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

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
            let mut slots = T::Slots::default();
            loop {
                match next(&mut map, T::FIELDS) {
                    Ok(Some(number)) => {
                        T::read(&mut slots, number, &mut map)?;
                    }
                    Ok(None) => return T::finish(slots),
                    Err(error) => return Err(error),
                }
            }
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<T, A::Error> {
            let mut slots = T::Slots::default();
            match T::fill(&mut slots, &mut seq) {
                Ok(()) => T::finish(slots),
                Err(error) => Err(error),
            }
        }
    }

    deserializer.deserialize_struct(T::NAME, T::FIELDS, Struct(PhantomData))
}

/// The number of the field whose name comes next; one more than there are for a name that nobody knows, whose value is passed over. `None` at the end.
///
/// # Errors
/// The deserializer's.
fn next<'de, A: MapAccess<'de>>(
    map: &mut A,
    fields: &'static [&'static str],
) -> Result<Option<usize>, A::Error> {
    loop {
        let number = map.next_key_seed(Name(fields))?;
        if number != Some(fields.len()) {
            return Ok(number);
        }
        map.next_value::<IgnoredAny>()?;
    }
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
pub fn read<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    map: &mut A,
    field: &mut Option<T>,
    name: &'static str,
) -> Result<(), A::Error> {
    if field.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    match map.next_value() {
        Ok(value) => {
            *field = Some(value);
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Looks after a field that may not have come: that is a mistake, but for a type that can be absent. The first mistake is kept, so that the caller looks
/// for one once and not for each field.
#[inline(never)]
pub fn ready<'de, T: Deserialize<'de>, E: Error>(
    field: &mut Option<T>,
    name: &'static str,
    mistake: &mut Option<E>,
) {
    if field.is_none() && mistake.is_none() {
        match T::deserialize(Missing(name, PhantomData)) {
            Ok(value) => *field = Some(value),
            Err(error) => *mistake = Some(error),
        }
    }
}

/// What comes of a mistake, if there is one.
///
/// # Errors
/// The mistake.
pub fn outcome<E>(mistake: Option<E>) -> Result<(), E> {
    mistake.map_or(Ok(()), Err)
}

/// What comes of slots that [`ready`] has left empty: it leaves none.
///
/// # Errors
/// Always.
#[cold]
pub fn never<T, E: Error>() -> Result<T, E> {
    Err(E::custom("a field is missing"))
}

/// What a field is read from that did not come. An `Option` is `None` then.
struct Missing<E>(&'static str, PhantomData<fn() -> E>);

impl<'de, E: Error> Deserializer<'de> for Missing<E> {
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

/// Reads the next value of a sequence, unless there was a mistake before it.
#[inline(never)]
pub fn fill<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(
    seq: &mut A,
    field: &mut Option<T>,
    number: usize,
    of: (&'static str, usize),
    mistake: &mut Option<A::Error>,
) {
    fill_if_there(seq, field, mistake);
    if field.is_none() && mistake.is_none() {
        *mistake = Some(too_short(number, of));
    }
}

/// Reads the next value of a sequence, where there is one.
#[inline(never)]
pub fn fill_if_there<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(
    seq: &mut A,
    field: &mut Option<T>,
    mistake: &mut Option<A::Error>,
) {
    if mistake.is_none() {
        match seq.next_element() {
            Ok(value) => *field = value,
            Err(error) => *mistake = Some(error),
        }
    }
}

#[cold]
fn too_short<E: Error>(number: usize, (name, count): (&'static str, usize)) -> E {
    let plural = if count == 1 { "" } else { "s" };
    E::invalid_length(
        number,
        &format!("struct {name} with {count} element{plural}").as_str(),
    )
}
