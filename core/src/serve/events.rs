//! Events as the text of a stream.

use crate::codec::{CodecError, Encode};
use crate::event::Event;

/// The text of a stream of these events.
///
/// # Errors
/// The codec does not write a value, or writes what is no text; or the type or id of an event has a line break.
#[doc(hidden)]
pub fn event_stream_text<T, C: Encode<T>>(
    events: impl IntoIterator<Item = Event<T>>,
) -> Result<String, CodecError> {
    let mut text = String::new();
    let mut last = String::new();
    for event in events {
        let mut data = Vec::new();
        C::encode(&event.data, &mut data)?;
        push(&mut text, &mut last, &event.event, &event.id, data)?;
    }
    Ok(text)
}

/// One compiled copy for all types.
fn push(
    text: &mut String,
    last: &mut String,
    name: &str,
    id: &str,
    data: Vec<u8>,
) -> Result<(), CodecError> {
    const EXPECTED: &str = "expected an event of an event stream";
    let data =
        String::from_utf8(data).map_err(|_| CodecError::new(EXPECTED, "its data is not UTF-8"))?;
    // A carriage return would be read as the end of a line, and an id with a null would be ignored.
    let is_line = |text: &str| !text.contains(['\r', '\n', '\0']);
    if !is_line(name) || !is_line(id) || data.contains('\r') {
        return Err(CodecError::new(EXPECTED, "it has a line break"));
    }
    if !name.is_empty() && name != "message" {
        text.extend(["event: ", name, "\n"]);
    }
    // It holds until there is another one.
    if id != last {
        text.extend(["id: ", id, "\n"]);
        id.clone_into(last);
    }
    for line in data.split('\n') {
        text.extend(["data: ", line, "\n"]);
    }
    text.push('\n');
    Ok(())
}
