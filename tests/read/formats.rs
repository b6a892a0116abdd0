//! A value by every way in which a deserializer may give it.

use std::fmt::Debug;
use std::marker::PhantomData;

use callpoint::{Endpoint, endpoint};
use serde::Deserializer;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde_json::Value;

#[endpoint(GET, "/x", 200 => T as Form, 201 => T as Xml)]
struct Get<T: DeserializeOwned> {
    #[query(flatten)]
    of: PhantomData<T>,
}

/// Each way with its value, or with its error.
pub(crate) fn read<T: DeserializeOwned + Debug>(body: &str) -> Vec<(&'static str, String)> {
    let mut read = vec![
        ("text", shown(serde_json::from_str::<T>(body))),
        ("bytes", shown(serde_json::from_slice::<T>(body.as_bytes()))),
        (
            "stream",
            shown(serde_json::from_reader::<_, T>(body.as_bytes())),
        ),
        ("with the path", {
            let mut json = serde_json::Deserializer::from_str(body);
            shown(serde_path_to_error::deserialize::<_, T>(&mut json))
        }),
    ];
    let Ok(value) = serde_json::from_str::<Value>(body) else {
        return read;
    };
    read.push((
        "owned value",
        shown(serde_json::from_value::<T>(value.clone())),
    ));
    read.push(("borrowed value", shown(T::deserialize(&value))));
    match value {
        Value::Object(fields) => {
            let text = fields.clone().into_iter();
            read.push(("fields by name", by_key::<T, _>(text)));
            let bytes = fields.iter();
            let bytes = bytes.map(|(name, value)| (name.as_bytes(), value.clone()));
            read.push(("fields by the bytes of the name", by_key::<T, _>(bytes)));
            let numbers = (0_u64..).zip(fields.values().cloned());
            read.push(("fields by number", by_key::<T, _>(numbers)));
            let numbers = (-1_i64..).zip(fields.values().cloned());
            read.push(("fields by signed number", by_key::<T, _>(numbers)));
            let numbers = (u64::MAX - 0xffff..).zip(fields.values().cloned());
            read.push(("fields by a large number", by_key::<T, _>(numbers)));
            let (form, xml) = (form(&fields), xml(&fields));
            read.push(("form", responded::<T>(200, form)));
            read.push(("XML", responded::<T>(201, xml)));
        }
        Value::Array(items) => {
            let items = SeqDeserializer::new(items.into_iter());
            read.push(("fields in order", deserialized::<T, _>(items)));
        }
        _ => {}
    }
    read
}

fn shown<T: Debug, E: ToString>(value: Result<T, E>) -> String {
    match value {
        Ok(value) => format!("{value:?}"),
        Err(error) => format!("error: {}", error.to_string()),
    }
}

fn deserialized<
    'de,
    T: DeserializeOwned + Debug,
    D: Deserializer<'de, Error = serde_json::Error>,
>(
    deserializer: D,
) -> String {
    shown(T::deserialize(deserializer))
}

fn by_key<'de, T: DeserializeOwned + Debug, K: IntoDeserializer<'de, serde_json::Error>>(
    fields: impl Iterator<Item = (K, Value)>,
) -> String {
    deserialized::<T, _>(MapDeserializer::new(fields))
}

/// The items of a list, or the only one.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

type Fields = serde_json::Map<String, Value>;

fn form(fields: &Fields) -> String {
    let pairs = fields.iter().flat_map(|(name, value)| {
        let texts = texts(value).into_iter();
        texts.map(move |text| (name, text))
    });
    serde_urlencoded::to_string(pairs.collect::<Vec<_>>()).unwrap()
}

fn xml(fields: &Fields) -> String {
    let elements = fields.iter().flat_map(|(name, value)| {
        let texts = texts(value).into_iter();
        texts.map(move |text| format!("<{name}>{}</{name}>", text.replace('<', "&lt;")))
    });
    format!("<response>{}</response>", elements.collect::<String>())
}

fn responded<T: DeserializeOwned + Debug>(status: u16, body: String) -> String {
    let response = http::Response::builder().status(status);
    match Get::<T>::from_http(response.body(body.into()).unwrap()) {
        Ok(value) => format!("{value:?}"),
        Err(error) => {
            let source = std::error::Error::source(&error);
            format!(
                "error: {error}: {}",
                source.map(ToString::to_string).unwrap_or_default()
            )
        }
    }
}
