//! Inline structs of a response, read by serde: what derived code does, with the same messages, but mostly compiled once instead of once per type.
//!
//! Derived code has a visitor for the field names of each type and a loop over its fields. Here one visitor for all types turns a name into an index,
//! and the code that handles a field depends only on the type of the field.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

/// How a struct is built from its fields.
pub trait Fields<'de>: Sized {
    /// The name of the struct.
    const NAME: &'static str;
    /// The names of the fields in the body.
    const FIELDS: &'static [&'static str];
    /// An `Option` for each field.
    type Slots;

    /// All slots empty. As a constant, it would be a second error for a type that contains itself.
    fn empty() -> Self::Slots;

    /// Reads the value of the field with this index.
    ///
    /// # Errors
    /// The deserializer's, or the field is a duplicate.
    fn read<V: Values<'de>>(
        slots: &mut Self::Slots,
        number: usize,
        values: &mut V,
    ) -> Result<(), V::Error>;

    /// Builds the struct.
    ///
    /// # Errors
    /// A field is missing.
    fn finish<E: Error>(slots: Self::Slots, missing: Missing<E>) -> Result<Self, E>;
}

/// Fills the slots: with values, or with what a missing field stands for. It is one trait for both, so that a type that cannot be read is reported once.
pub trait Fill<'de> {
    /// What is known after each slot.
    type Filled;

    /// Fills a slot.
    fn fill<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Self::Filled;
}

/// The source of the field values: a map, or a sequence in the order of the fields.
pub trait Values<'de>: Fill<'de, Filled = Result<(), <Self as Values<'de>>::Error>> {
    /// The deserializer's.
    type Error: Error;
}

/// The slots of any type: a loop over its fields is compiled once. A closure would be compiled twice: once to be called, and once to be consumed.
trait ReadInto<V, E> {
    fn read(&mut self, number: usize, values: &mut V) -> Result<(), E>;
}

struct Slots<'de, T: Fields<'de>>(T::Slots, PhantomData<&'de ()>);

impl<'de, T: Fields<'de>, V: Values<'de>> ReadInto<V, V::Error> for Slots<'de, T> {
    fn read(&mut self, number: usize, values: &mut V) -> Result<(), V::Error> {
        T::read(&mut self.0, number, values)
    }
}

/// The values of a map, whose keys name the fields.
struct ByName<A> {
    map: A,
    fields: &'static [&'static str],
    number: usize,
    /// The field that is expected next.
    next: usize,
}

impl<'de, A: MapAccess<'de>> ByName<A> {
    fn fill(&mut self, slots: &mut dyn ReadInto<Self, A::Error>) -> Result<(), A::Error> {
        while self.advance()? {
            slots.read(self.number, self)?;
        }
        Ok(())
    }

    /// Moves to the next known field; `false` at the end.
    fn advance(&mut self) -> Result<bool, A::Error> {
        loop {
            let Some(number) = self.map.next_key_seed(Name(self.fields, self.next))? else {
                return Ok(false);
            };
            self.number = number;
            if number != self.fields.len() {
                self.next = number + 1;
                return Ok(true);
            }
            self.map.next_value::<IgnoredAny>()?;
        }
    }
}

impl<'de, A: MapAccess<'de>> Fill<'de> for ByName<A> {
    type Filled = Result<(), A::Error>;

    fn fill<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        if slot.is_some() {
            let name = name_of(self.number, self.fields);
            return Err(A::Error::duplicate_field(name));
        }
        match self.map.next_value_seed(PhantomData) {
            Ok(value) => {
                *slot = Some(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

impl<'de, A: MapAccess<'de>> Values<'de> for ByName<A> {
    type Error = A::Error;
}

/// The values of a sequence, which has no duplicates.
struct InOrder<A>(A);

impl<'de, A: SeqAccess<'de>> Fill<'de> for InOrder<A> {
    type Filled = Result<(), A::Error>;

    fn fill<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        match self.0.next_element_seed(PhantomData) {
            Ok(value) => {
                *slot = value;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

impl<'de, A: SeqAccess<'de>> Values<'de> for InOrder<A> {
    type Error = A::Error;
}

impl<'de, A: SeqAccess<'de>> InOrder<A> {
    fn fill(
        &mut self,
        fields: usize,
        slots: &mut dyn ReadInto<Self, A::Error>,
    ) -> Result<(), A::Error> {
        (0..fields).try_for_each(|number| slots.read(number, self))
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
            let mut values = ByName {
                map,
                fields: T::FIELDS,
                number: 0,
                next: 0,
            };
            let mut slots = Slots::<T>(T::empty(), PhantomData);
            match values.fill(&mut slots) {
                Ok(()) => T::finish(
                    slots.0,
                    Missing {
                        fields: T::FIELDS,
                        number: 0,
                        sequence: None,
                        mistake: None,
                    },
                ),
                Err(error) => Err(error),
            }
        }

        fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<T, A::Error> {
            let mut values = InOrder(sequence);
            let mut slots = Slots::<T>(T::empty(), PhantomData);
            match values.fill(T::FIELDS.len(), &mut slots) {
                Ok(()) => T::finish(
                    slots.0,
                    Missing {
                        fields: T::FIELDS,
                        number: 0,
                        sequence: Some(T::NAME),
                        mistake: None,
                    },
                ),
                Err(error) => Err(error),
            }
        }
    }

    deserializer.deserialize_struct(T::NAME, T::FIELDS, Struct(PhantomData))
}

/// Turns a field name into its index. Most bodies have the fields in their order, so that the expected one is compared first.
struct Name(&'static [&'static str], usize);

impl Name {
    #[inline]
    fn number(&self, name: &[u8]) -> usize {
        match self.0.get(self.1) {
            Some(next) if next.as_bytes() == name => self.1,
            _ => self.find(name),
        }
    }

    #[inline(never)]
    fn find(&self, name: &[u8]) -> usize {
        let position = self.0.iter().position(|field| field.as_bytes() == name);
        position.unwrap_or(self.0.len())
    }
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = usize;

    #[inline]
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

    #[inline]
    fn visit_str<E>(self, name: &str) -> Result<usize, E> {
        Ok(self.number(name.as_bytes()))
    }

    fn visit_bytes<E>(self, name: &[u8]) -> Result<usize, E> {
        Ok(self.number(name))
    }
}

/// The first error about a missing field. All fields are checked in order; the error is kept here so that the caller checks once instead of after each
/// field.
#[derive(Debug)]
pub struct Missing<E> {
    fields: &'static [&'static str],
    /// How many fields have been checked.
    number: usize,
    /// The name of the struct, if it was read from a sequence.
    sequence: Option<&'static str>,
    mistake: Option<E>,
}

impl<E: Error> Missing<E> {
    /// The error. There is none if every slot is filled, so it is not asked for then.
    #[cold]
    #[must_use]
    pub fn mistake(self) -> E {
        self.mistake
            .unwrap_or_else(|| E::custom("a field is missing"))
    }
}

/// Checks a field that may be missing, which is an error unless its type can be absent.
impl<'de, E: Error> Fill<'de> for Missing<E> {
    type Filled = ();

    #[inline(never)]
    fn fill<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) {
        if slot.is_none() && self.mistake.is_none() {
            let value = match self.sequence {
                None => T::deserialize(Absent(name_of(self.number, self.fields), PhantomData)),
                Some(name) => Err(too_short(self.number, name, self.fields.len())),
            };
            match value {
                Ok(value) => *slot = Some(value),
                Err(error) => self.mistake = Some(error),
            }
        }
        self.number += 1;
    }
}

/// The same for a field that falls back to the default of its type.
pub fn ready_by_default<T: Default, E>(missing: &mut Missing<E>, slot: &mut Option<T>) {
    slot.get_or_insert_default();
    missing.number += 1;
}

/// The deserializer of a missing field: an `Option` is `None`.
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

/// The copy of an item for serde's derive.
pub trait Copied {}

/// Where serde's derive reports a mistake it makes no function for the copy, and this one takes its place, so that no more is reported.
pub trait Unread {
    /// Fails.
    ///
    /// # Errors
    /// Always.
    fn deserialize<'de, T, D: Deserializer<'de>>(_: D) -> Result<T, D::Error> {
        Err(D::Error::custom("the type cannot be read"))
    }
}

impl<T: Copied> Unread for T {}

/// For an item without a copy.
impl Copied for () {}
