use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Decode, DecodeFailure, Encode, EncodeFailure};
use crate::answer::Answer;

/// XML, by serde and [quick-xml](https://docs.rs/quick-xml), whose documentation says how types and elements correspond. Feature `xml`.
#[derive(Debug, Clone, Copy)]
pub struct Xml;

impl Xml {
    /// The media type that it reads, whatever the type.
    pub const MEDIA_TYPE: &'static str = "application/xml";
}

impl<T: Serialize + ?Sized> Encode<T> for Xml {
    const CONTENT_TYPE: &'static str = "application/xml";

    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), EncodeFailure> {
        let mut text = String::new();
        quick_xml::se::to_writer(&mut text, value).map_err(EncodeFailure::new)?;
        out.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

impl<T: DeserializeOwned> Decode<T> for Xml {
    const MEDIA_TYPE: &'static str = Self::MEDIA_TYPE;

    fn decode(answer: &Answer) -> Result<T, DecodeFailure> {
        let text = std::str::from_utf8(answer.body())
            .map_err(|error| DecodeFailure::new("expected XML in UTF-8", error))?;
        let mut deserializer = quick_xml::de::Deserializer::from_str(text);
        serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
            let path = error.path().to_string();
            let failure = DecodeFailure::new("the XML is not what is declared", error.inner());
            if matches!(path.as_str(), "." | "?") {
                failure
            } else {
                failure.at(path)
            }
        })
    }
}
