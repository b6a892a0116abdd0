//! Pairs with brackets in their keys, as the values that they are of: `owner[name]=ann&tags=a&tags=b`.

use std::collections::HashMap;

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::{INVALID, Texts, value};
use crate::codec::form_value::Value;

/// A value.
pub(super) enum Node {
    /// A single one, or the items of a list.
    Texts(Texts),
    /// What has names or indices.
    Entries(Entries),
    /// All pairs, of which a list has each as an item.
    Root(Entries, Vec<Pair>),
}

/// The values in their order, and where each name is: a request may have very many.
#[derive(Default)]
pub(super) struct Entries {
    list: Vec<(String, Node)>,
    positions: HashMap<String, usize>,
}

impl Node {
    /// Keys that are empty are of the value itself.
    pub(super) fn root(
        pairs: Vec<(String, String)>,
        is_guessed: bool,
    ) -> Result<Self, &'static str> {
        if !pairs.is_empty() && pairs.iter().all(|(key, _)| key.is_empty()) {
            let texts = pairs.into_iter().map(|(_, value)| value).collect();
            return Ok(Self::Texts(plain(texts, is_guessed)));
        }
        let mut entries = Entries::default();
        for (key, value) in &pairs {
            insert(&mut entries, &steps(key), value, is_guessed)?;
        }
        let pairs = pairs.into_iter().map(|pair| Pair(pair, is_guessed));
        Ok(Self::Root(entries, pairs.collect()))
    }

    /// The names in it, in their order.
    pub(super) fn names(&self) -> Vec<String> {
        match self {
            Self::Texts(_) => Vec::new(),
            Self::Entries(entries) | Self::Root(entries, _) => {
                entries.list.iter().map(|(name, _)| name.clone()).collect()
            }
        }
    }
}

/// `owner[name]` as `owner` and `name`; a key with brackets in another place is a name as it is.
fn steps(key: &str) -> Vec<&str> {
    let Some((first, rest)) = key.split_once('[') else {
        return vec![key];
    };
    match rest.strip_suffix(']') {
        Some(inside) if !first.is_empty() => {
            let mut steps = vec![first];
            steps.extend(inside.split("]["));
            if steps[1..].iter().any(|step| step.contains(['[', ']'])) {
                return vec![key];
            }
            steps
        }
        _ => vec![key],
    }
}

const MIXED: &str = "a name has a value and others inside it";

fn insert(
    entries: &mut Entries,
    steps: &[&str],
    value: &str,
    is_guessed: bool,
) -> Result<(), &'static str> {
    let [name, inside @ ..] = steps else {
        return Err(MIXED);
    };
    // `name[]` is an item of a list.
    let is_text = inside.is_empty() || inside == [""];
    let position = entries.positions.get(*name).copied();
    let position = position.unwrap_or_else(|| {
        let node = if is_text {
            Node::Texts(plain(Vec::new(), is_guessed))
        } else {
            Node::Entries(Entries::default())
        };
        let position = entries.list.len();
        entries.positions.insert((*name).to_owned(), position);
        entries.list.push(((*name).to_owned(), node));
        position
    });
    match entries.list.get_mut(position) {
        Some((_, Node::Texts(texts))) if is_text => {
            texts.values.push(value.to_owned());
            Ok(())
        }
        Some((_, Node::Entries(entries))) if !is_text => insert(entries, inside, value, is_guessed),
        _ => Err(MIXED),
    }
}

/// The items of a list, which have their indices as names.
fn items(entries: Entries) -> Result<Vec<Node>, Error> {
    let mut items: Vec<Option<Node>> = entries.list.iter().map(|_| None).collect();
    for (name, node) in entries.list {
        let index = name.parse::<usize>().ok();
        // As it is written: `01` is another name.
        let index = index.filter(|index| index.to_string() == name);
        let item = index.and_then(|index| items.get_mut(index));
        *item.ok_or_else(|| Error::custom(INVALID))? = Some(node);
    }
    // Each name is there once, so no index is missing.
    Ok(items.into_iter().flatten().collect())
}

fn visit_items<'de, V: Visitor<'de>, I>(items: I, visitor: V) -> Result<V::Value, Error>
where
    I: Iterator<Item: IntoDeserializer<'de, Error>>,
{
    let mut items = SeqDeserializer::new(items);
    let list = visitor.visit_seq(&mut items)?;
    items.end()?;
    Ok(list)
}

macro_rules! of_text {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self {
                Self::Texts(texts) => texts.$method(visitor),
                Self::Entries(_) | Self::Root(..) => self.deserialize_any(visitor),
            }
        }
    )*};
}

fn plain(texts: Vec<String>, is_guessed: bool) -> Texts {
    Texts {
        values: texts,
        items: None,
        is_of_segments: false,
        is_guessed,
    }
}

impl<'de> Deserializer<'de> for Node {
    type Error = Error;

    of_text! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char deserialize_str deserialize_string deserialize_bytes
        deserialize_byte_buf deserialize_identifier
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Texts(texts) => texts.deserialize_any(visitor),
            Self::Entries(entries) | Self::Root(entries, _) => {
                let entries = entries.list.into_iter();
                let entries = entries.map(|(name, node)| (Value::text(name), node));
                let mut map = MapDeserializer::new(entries);
                let value = visitor.visit_map(&mut map)?;
                map.end()?;
                Ok(value)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Root(entries, _) if entries.list.is_empty() => visitor.visit_none(),
            node => visitor.visit_some(node),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Root(entries, _) if entries.list.is_empty() => visitor.visit_unit(),
            node => node.deserialize_any(visitor),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Texts(texts) => texts.deserialize_seq(visitor),
            Self::Entries(entries) => visit_items(items(entries)?.into_iter(), visitor),
            Self::Root(_, pairs) => visit_items(pairs.into_iter(), visitor),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Self::Texts(texts) => texts.deserialize_enum(name, variants, visitor),
            Self::Entries(mut entries) | Self::Root(mut entries, _) => {
                match (entries.list.pop(), entries.list.is_empty()) {
                    (Some((name, content)), true) => visitor.visit_enum(Variant(name, content)),
                    _ => Err(Error::custom(INVALID)),
                }
            }
        }
    }

    forward_to_deserialize_any! {
        map struct ignored_any
    }
}

impl IntoDeserializer<'_> for Node {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A pair as a tuple.
pub(super) struct Pair((String, String), bool);

impl<'de> Deserializer<'de> for Pair {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Self((key, text), is_guessed) = self;
        visit_items(
            [Value::text(key), value(is_guessed)(text)].into_iter(),
            visitor,
        )
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_> for Pair {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A variant with a value.
struct Variant(String, Node);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Error;
    type Variant = Node;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Node), Error> {
        Ok((seed.deserialize(Value::text(self.0))?, self.1))
    }
}

impl<'de> VariantAccess<'de> for Node {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Err(Error::custom(INVALID))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }
}
