use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment, Track};

use super::failure::{Failure, Kept, ShownPath};
use super::tracked::Tracked;
use super::{Codec, CodecError, Decode, Encode, charset};
#[cfg(feature = "drift")]
use crate::drift::{Noting, Place};
use crate::meta::{CodecId, CodecMeta};
use crate::reader::ResponseReader;

/// XML, by serde and [quick-xml](https://docs.rs/quick-xml), whose documentation describes how types map to elements. Feature `xml`.
#[derive(Debug, Clone, Copy)]
pub struct Xml;

impl Codec for Xml {
    const META: CodecMeta = CodecMeta::of(CodecId::ApplicationXml, "Xml", "application/xml");
}

impl<T: Serialize + ?Sized> Encode<T> for Xml {
    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
        let mut text = String::new();
        quick_xml::se::to_writer(&mut text, value).map_err(|error| {
            CodecError::new("expected a value that can be written as XML", error)
        })?;
        out.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

impl<T: DeserializeOwned> Decode<T> for Xml {
    fn decode(response: &ResponseReader) -> Result<T, CodecError> {
        let text = charset::text(response)?;
        let mut deserializer = quick_xml::de::Deserializer::from_str(&text);
        let mut track = Track::new();
        let kept = <Kept>::default();
        let places = serde_path_to_error::Deserializer::new(&mut deserializer, &mut track);
        #[cfg(feature = "drift")]
        if let Some(sink) = response.drift() {
            let notes = sink.notes(response);
            let root = Place::root(&notes);
            let read = T::deserialize(Tracked(Noting(places, &root), &kept));
            let read = read.map_err(|failure| explained(failure, &track.path()));
            sink.take(response, notes, read.as_ref().err());
            return read;
        }
        match T::deserialize(Tracked(places, &kept)) {
            Ok(value) => Ok(value),
            Err(failure) => Err(explained(failure, &track.path())),
        }
    }
}

/// Says what the mistake is and where.
#[cold]
fn explained(failure: Failure, path: &Path) -> CodecError {
    let (reason, detail, steps) = failure.into_parts();
    let expected = reason.words("text", "the XML is not what is declared");
    let error = CodecError::new(expected, detail);
    let mut shown = ShownPath::default();
    for (segment, step) in path.iter().zip(&steps) {
        match segment {
            Segment::Seq { index } => shown.item(*index),
            Segment::Map { key: name } | Segment::Enum { variant: name }
                if step.names.contains(&name.as_str()) =>
            {
                shown.name(Some(name));
            }
            _ => shown.name(None),
        }
    }
    shown.of(error)
}
