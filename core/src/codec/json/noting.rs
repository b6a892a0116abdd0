//! What of a body its type does not know, noted while it is decoded.

use serde::de::DeserializeOwned;

use super::{Reading, probe};
use crate::codec::CodecError;
use crate::codec::failure::Kept;
use crate::codec::tracked::Tracked;
use crate::drift::{DriftSink, Noting, Place};
use crate::reader::ResponseReader;

/// Reads a body, and tells what of it the type does not know.
#[inline(never)]
pub(super) fn decode<T: DeserializeOwned>(
    response: &ResponseReader,
    sink: &DriftSink,
) -> Result<T, CodecError> {
    let notes = sink.notes(response);
    let root = Place::root(&notes);
    let mut reading = Reading::of(response.body());
    let kept = Kept::<true>::default();
    let json = Noting(&mut reading.json, &root);
    let read = match T::deserialize(Tracked(json, &kept)) {
        Ok(value) if reading.is_at_end() => {
            root.read();
            Ok(value)
        }
        Ok(_) => Err(reading.behind(probe::<T>)),
        Err(failure) => {
            reading.kept.wide.set(kept.wide.get());
            Err(reading.explained(failure.unwatched(), probe::<T>))
        }
    };
    sink.take(response, notes, read.as_ref().err());
    read
}
