use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;

use super::failure::{At, Failure, Kept, Reason, one_of};
use super::form_value::Value;
use super::pairs::{ITEM, Mode};
use super::tracked::Tracked;
use super::{Codec, CodecError, Decode, Encode, Pairs, charset};
#[cfg(feature = "drift")]
use crate::drift::{Noting, Place};
use crate::encode::{QUERY, push_encoded};
use crate::meta::{CodecId, CodecMeta, QueryStyle};
use crate::reader::ResponseReader;

/// `application/x-www-form-urlencoded` (WHATWG URL, section 5), by serde.
///
/// A list repeats its key (`tag=a&tag=b`); nested structs and maps use brackets (`owner[name]=ann`). `None` is left out. A space is encoded as
/// `%20`.
#[derive(Debug, Clone, Copy)]
pub struct Form;

impl Codec for Form {
    const META: CodecMeta = CodecMeta::of(
        CodecId::UrlEncoded,
        "Form",
        "application/x-www-form-urlencoded",
    );
}

/// `Form(lists = brackets)`: a list is `tags[]=a&tags[]=b`.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct BracketForm;

/// `Form(lists = csv)`: a list is `tags=a,b`.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct CsvForm;

macro_rules! with_lists {
    ($($form:ident $style:ident $encode:path, $separator:expr;)*) => {$(
        #[cfg(feature = "serve")]
        impl<T: DeserializeOwned> Decode<T> for $form {
            fn decode(response: &ResponseReader) -> Result<T, CodecError> {
                decode_request(response, $separator)
            }
        }

        impl Codec for $form {
            const META: CodecMeta = Form::META.lists(QueryStyle::$style);
        }

        impl<T: Serialize + ?Sized> Encode<T> for $form {
            fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
                let mut pairs = Vec::new();
                let mut emit = |key: &str, value: &str| pairs.push((key.to_owned(), value.to_owned()));
                let written = value.serialize(Pairs::with_lists($encode, &mut emit));
                write_pairs(written, pairs, out)
            }
        }
    )*};
}

with_lists! {
    BracketForm Brackets Mode::Brackets, None;
    CsvForm Csv Mode::Marked, Some(',');
}

/// One compiled copy for all types. The items of a list in one pair follow each other, and none contains the comma between them.
fn write_pairs(
    written: Result<(), crate::scalar::Error>,
    pairs: Vec<(String, String)>,
    out: &mut Vec<u8>,
) -> Result<(), CodecError> {
    const EXPECTED: &str = "expected a value that can be written as a form";
    written.map_err(|error| CodecError::new(EXPECTED, error))?;
    let mut text = String::new();
    let mut last = None;
    for (key, value) in pairs {
        let name = key.strip_suffix(ITEM);
        if name.is_some() && value.contains(',') {
            let detail = "an item of a list contains the comma that separates two";
            return Err(CodecError::new(EXPECTED, detail));
        }
        if name.is_some() && last.as_ref() == Some(&key) {
            text.push(',');
        } else {
            if !text.is_empty() {
                text.push('&');
            }
            push_encoded(&mut text, name.unwrap_or(&key), QUERY);
            text.push('=');
        }
        push_encoded(&mut text, &value, QUERY);
        last = Some(key);
    }
    out.extend_from_slice(text.as_bytes());
    Ok(())
}

impl<T: Serialize + ?Sized> Encode<T> for Form {
    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
        let mut text = String::new();
        let mut emit = |key: &str, value: &str| {
            if !text.is_empty() {
                text.push('&');
            }
            push_encoded(&mut text, key, QUERY);
            text.push('=');
            push_encoded(&mut text, value, QUERY);
        };
        value.serialize(Pairs::new(&mut emit)).map_err(|error| {
            CodecError::new("expected a value that can be written as a form", error)
        })?;
        out.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

/// Decodes flat forms, such as the responses of older token endpoints. A value is read as text, a number or a boolean, as the type requires.
impl<T: DeserializeOwned> Decode<T> for Form {
    fn decode(response: &ResponseReader) -> Result<T, CodecError> {
        let text = charset::text(response)?;
        let pairs = pairs_of(&text)
            .ok_or_else(|| CodecError::new("expected form pairs in UTF-8", "invalid encoding"))?;
        let pairs = pairs
            .into_iter()
            .map(|(key, value)| (key, Value::text(value)));
        let kept = <Kept>::default();
        let form = MapDeserializer::<_, serde::de::value::Error>::new(pairs);
        #[cfg(feature = "drift")]
        if let Some(sink) = response.drift() {
            let notes = sink.notes(response);
            let root = Place::root(&notes);
            let read = T::deserialize(Tracked(Noting(form, &root), &kept));
            let read = read.map_err(|failure| explained(&text, failure));
            sink.take(response, notes, read.as_ref().err());
            return read;
        }
        match T::deserialize(Tracked(form, &kept)) {
            Ok(value) => Ok(value),
            Err(failure) => Err(explained(&text, failure)),
        }
    }

    #[cfg(feature = "serve")]
    fn decode_request(request: &ResponseReader) -> Result<T, CodecError> {
        decode_request(request, None)
    }
}

/// Reads what the forms write, with brackets for what is inside of a value.
#[cfg(feature = "serve")]
fn decode_request<T: DeserializeOwned>(
    request: &ResponseReader,
    separator: Option<char>,
) -> Result<T, CodecError> {
    let text = charset::text(request)?;
    // Between two items a comma is not encoded; inside of one it is.
    let text = match separator {
        Some(separator) => text
            .split('&')
            .flat_map(|pair| {
                let (key, values) = pair.split_once('=').unwrap_or((pair, ""));
                let pairs = values.split(separator);
                pairs.map(move |value| format!("{key}={value}"))
            })
            .collect::<Vec<_>>()
            .join("&")
            .into(),
        None => text,
    };
    let pairs = pairs_of(&text)
        .ok_or_else(|| CodecError::new("expected form pairs in UTF-8", "invalid encoding"))?;
    if pairs.iter().any(|(key, _)| key.matches('[').count() > 64) {
        return Err(CodecError::new(INVALID, "a key has too many brackets"));
    }
    super::from_pairs(pairs).map_err(|(name, words)| {
        let error = CodecError::new(words, "");
        name.into_iter().fold(error, CodecError::at)
    })
}

/// Says what the mistake is and in which field.
#[cold]
fn explained(body: &str, failure: Failure) -> CodecError {
    let (reason, detail, steps) = failure.into_parts();
    let Some(step) = steps.first() else {
        return CodecError::new(reason.words("string", INVALID), detail);
    };
    if let Reason::Format { at: At::Next, .. } = reason {
        let words = match step.names {
            [] => INVALID.to_owned(),
            names => format!("unknown field, {}", one_of(names, "fields")),
        };
        return CodecError::new(words, detail);
    }
    let error = CodecError::new(reason.words("string", INVALID), detail);
    match pairs_of(body).into_iter().flatten().nth(step.index) {
        Some((key, _)) if step.names.contains(&key.as_str()) => error.at(key),
        _ => error.at("*"),
    }
}

const INVALID: &str = "the form is not what is declared";

fn pairs_of(text: &str) -> Option<Vec<(String, String)>> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text)
            .decode_utf8()
            .map(std::borrow::Cow::into_owned)
            .ok()
    };
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(key)?, decode(value)?))
        })
        .collect()
}
