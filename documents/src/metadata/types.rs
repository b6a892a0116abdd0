//! What a type is, as far as its name says it.

#[cfg(feature = "schema")]
mod derived;
mod width;

use callpoint_core::meta::{CodecId, EndpointMeta, HeaderMeta, ParamMeta, ResponseMeta};

use self::width::Width;
use super::names::type_in_words;
use crate::description::{Additional, Kind as JsonKind, NamedSchema, Schema};

/// The schemas of the types: those that the metadata has, and what is known of the others.
pub(super) struct Types {
    #[cfg(feature = "schema")]
    derived: derived::Derived,
}

impl Types {
    #[cfg_attr(
        not(feature = "schema"),
        expect(unused_variables, reason = "there are no schemas without it")
    )]
    pub(super) fn of(endpoints: &[&'static EndpointMeta]) -> Self {
        Self {
            #[cfg(feature = "schema")]
            derived: derived::Derived::of(endpoints),
        }
    }

    /// The schemas that the others refer to.
    #[cfg_attr(
        not(feature = "schema"),
        expect(clippy::unused_self, reason = "there are no schemas without it")
    )]
    pub(super) fn named(&self) -> Vec<NamedSchema> {
        #[cfg(feature = "schema")]
        return self.derived.named();
        #[cfg(not(feature = "schema"))]
        Vec::new()
    }

    /// Of a field of a request, which a codec writes where it is a part of the body.
    pub(super) fn sent(&self, field: &ParamMeta, codec: Option<CodecId>) -> Schema {
        #[cfg(feature = "schema")]
        if codec.is_none_or(is_of_serde)
            && let Some(of) = field.schema
        {
            return self.derived.sent(of, field.type_name);
        }
        let _ = codec;
        self.by_name(field.type_name)
    }

    /// Of the body of a response.
    pub(super) fn received(&self, response: &ResponseMeta) -> Schema {
        let codec = response.body_codec().map(|codec| codec.id);
        if matches!(codec, Some(CodecId::OctetStream | CodecId::Streaming)) {
            return Schema {
                type_name: Some(response.type_name.to_owned()),
                ..Schema::binary()
            };
        }
        #[cfg(feature = "schema")]
        {
            let of = match response.whole {
                Some(whole) => whole.schema,
                None => response.schema,
            };
            if codec.is_some_and(is_of_serde)
                && let Some(of) = of
            {
                return self.derived.received(of, response.type_name);
            }
        }
        self.by_name(response.type_name)
    }

    /// Of a header of a response.
    pub(super) fn header(&self, header: &HeaderMeta) -> Schema {
        #[cfg(feature = "schema")]
        if let Some(of) = header.schema {
            return self.derived.received(of, header.type_name);
        }
        self.by_name(header.type_name)
    }

    #[cfg_attr(
        not(feature = "schema"),
        expect(clippy::unused_self, reason = "there are no schemas without it")
    )]
    fn by_name(&self, type_name: &str) -> Schema {
        let schema = schema(type_name);
        #[cfg(feature = "schema")]
        let schema = self.derived.apart(schema);
        schema
    }
}

/// Whether the codec writes and reads values as serde has them, so that their schema is that of the body.
#[cfg(feature = "schema")]
fn is_of_serde(codec: CodecId) -> bool {
    matches!(
        codec,
        CodecId::ApplicationJson | CodecId::UrlEncoded | CodecId::PlainText
    )
}

/// What a type is, as far as its name says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind<'a> {
    Text,
    Integer(Width),
    /// With its format.
    Number(&'static str),
    Boolean,
    List(&'a str),
    /// An object whose keys are data.
    Map(&'a str),
    /// Any other type.
    Named(&'a str),
}

impl<'a> Kind<'a> {
    fn of(type_name: &'a str) -> Self {
        let name = type_name.trim();
        if let Some(inner) = referenced(name) {
            return Self::of(inner);
        }
        if let Some(inside) = name
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'))
        {
            let item = inside.rsplit_once(';').map_or(inside, |(item, _)| item);
            return Self::List(item);
        }
        let (outer, argument) = name
            .strip_suffix('>')
            .and_then(|name| name.split_once('<'))
            .map_or((name, None), |(outer, argument)| (outer, Some(argument)));
        match (outer.rsplit("::").next().unwrap_or(outer), argument) {
            ("Option" | "Patch" | "Box" | "Arc" | "Rc", Some(inner)) => Self::of(inner),
            ("Cow", Some(inner)) => Self::of(inner.rsplit(',').next().unwrap_or(inner)),
            ("Vec" | "VecDeque" | "HashSet" | "BTreeSet", Some(item)) => Self::List(item),
            ("HashMap" | "BTreeMap", Some(inner)) => match inner.split_once(',') {
                Some((key, value)) if Self::of(key) == Self::Text => Self::Map(value),
                _ => Self::Named(name),
            },
            ("String" | "str" | "char", None) => Self::Text,
            ("bool", None) => Self::Boolean,
            ("f32", None) => Self::Number("float"),
            ("f64", None) => Self::Number("double"),
            (last, None) => Width::of(last).map_or(Self::Named(name), Self::Integer),
            _ => Self::Named(name),
        }
    }
}

/// The `T` of `&'a T`.
fn referenced(name: &str) -> Option<&str> {
    let rest = name.strip_prefix('&')?.trim_start();
    let rest = if rest.starts_with('\'') {
        rest.split_once(' ')?.1
    } else {
        rest
    };
    Some(rest.strip_prefix("mut ").unwrap_or(rest))
}

/// What values a type has.
pub(super) fn schema(type_name: &str) -> Schema {
    Schema {
        type_name: Some(type_name.to_owned()),
        ..schema_of(type_name)
    }
}

fn schema_of(type_name: &str) -> Schema {
    let schema = match Kind::of(type_name) {
        Kind::Text => Schema::of(JsonKind::String),
        Kind::Integer(width) => width.schema(),
        Kind::Number(format) => Schema {
            format: Some(format.to_owned()),
            ..Schema::of(JsonKind::Number)
        },
        Kind::Boolean => Schema::of(JsonKind::Boolean),
        Kind::List(item) => Schema::list(schema_of(item)),
        Kind::Map(value) => Schema {
            additional: Some(Additional::Schema(Box::new(schema_of(value)))),
            ..Schema::of(JsonKind::Object)
        },
        Kind::Named(name) => Schema::reference(type_in_words(name)),
    };
    if is_patch(type_name) {
        or_null(schema)
    } else {
        schema
    }
}

/// Whether a value can be null: an absent `Option` is left out, and only a `Patch` sends `null`.
fn is_patch(type_name: &str) -> bool {
    let name = type_name.trim();
    let name = referenced(name).unwrap_or(name);
    name.split_once('<')
        .is_some_and(|(outer, _)| outer.rsplit("::").next() == Some("Patch"))
}

fn or_null(mut schema: Schema) -> Schema {
    let null = JsonKind::Null;
    if schema.reference.is_some() {
        return Schema {
            any_of: vec![schema, Schema::of(null)],
            ..Schema::default()
        };
    }
    schema.kinds.push(null);
    schema
}

pub(super) fn is_text(type_name: &str) -> bool {
    Kind::of(type_name) == Kind::Text
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "postman")]
    use crate::by_schema::Schemas;

    #[test]
    fn a_patch_can_be_null() {
        let null = JsonKind::Null;
        assert_eq!(
            schema("callpoint::Patch<String>").kinds,
            [JsonKind::String, null]
        );
        assert_eq!(schema("Patch<Vec<String>>").kinds, [JsonKind::Array, null]);
        assert_eq!(schema("Option<String>").kinds, [JsonKind::String]);
        let named = schema("&'a Patch<Link>");
        assert_eq!(named.any_of, [Schema::reference("Link"), Schema::of(null)]);
    }

    #[test]
    fn integers_are_as_wide_as_their_type() {
        for (type_name, format, minimum, maximum) in [
            ("i8", "int8", "-128", "127"),
            ("Option<u8>", "uint8", "0", "255"),
            ("i16", "int16", "-32768", "32767"),
            ("&'a u16", "uint16", "0", "65535"),
            ("Box<i32>", "int32", "-2147483648", "2147483647"),
            ("Patch<u32>", "uint32", "0", "4294967295"),
            ("i64", "int64", "", ""),
            ("core::primitive::u64", "uint64", "0", ""),
            ("usize", "uint64", "0", ""),
            ("u128", "uint128", "0", ""),
        ] {
            let schema = schema(type_name);
            let limit = |name| schema.other.get(name).map(ToString::to_string);
            assert_eq!(schema.format.as_deref(), Some(format), "{type_name}");
            assert_eq!(limit("minimum").unwrap_or_default(), minimum, "{type_name}");
            assert_eq!(limit("maximum").unwrap_or_default(), maximum, "{type_name}");
        }
        assert_eq!(schema("f32").format.as_deref(), Some("float"));
        assert_eq!(schema("Vec<u16>").items.unwrap().format.unwrap(), "uint16");
    }

    #[cfg(feature = "postman")]
    #[test]
    fn placeholders_by_type() {
        for (type_name, expected) in [
            ("String", "\"<string>\""),
            ("&'a str", "\"<string>\""),
            ("Option<Cow<'a, str>>", "\"<string>\""),
            ("Patch<u32>", "\"<integer>\""),
            ("Patch<Link>", "\"<any>\""),
            ("f64", "\"<number>\""),
            ("Option<bool>", "\"<boolean>\""),
            ("Vec<Vec<u8>>", "[[\"<integer>\"]]"),
            ("&[Problem]", "[\"<any>\"]"),
            ("[String; 2]", "[\"<string>\"]"),
            ("models::Page<Link>", "\"<any>\""),
            (
                "BTreeMap<String, Vec<bool>>",
                "{\n  \"<string>\": [\"<boolean>\"]\n}",
            ),
        ] {
            let json = Schemas::default().sent(Some(&schema(type_name)));
            assert_eq!(json, expected, "{type_name}");
        }
    }
}
