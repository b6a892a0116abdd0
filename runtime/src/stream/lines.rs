use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::{ByteStream, StreamError, next};
use callpoint_core::__private::{LONGEST, Lines, StreamCause as Cause, TooLong};
use callpoint_core::TransportErrorKind;
#[cfg(feature = "drift")]
use callpoint_core::codec::Decode as _;
use callpoint_core::codec::{CodecError, Json};

/// Newline-delimited JSON: the type of a response `200 => JsonLines<Row> as NdJson`.
///
/// It is a [`Stream`] of `Result<T, StreamError>`. Empty lines are skipped. After an item that does not match the type, the stream continues with the
/// next line.
///
/// A line may have at most 16 MiB before its line feed. Exceeding the limit is an error and ends the stream. In addition to the line, memory holds
/// the last chunk that was received, and the decoded item; the lines of a chunk are decoded one at a time.
pub struct JsonLines<T> {
    pub(crate) bytes: ByteStream,
    lines: Lines,
    number: u64,
    is_done: bool,
    item: Item,
    items: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> JsonLines<T> {
    pub(crate) fn of(response: &callpoint_core::ResponseReader) -> Self {
        Self {
            bytes: ByteStream::of(response),
            #[cfg(feature = "drift")]
            item: response.drift_item(),
            #[cfg(not(feature = "drift"))]
            item: (),
            lines: Lines::default(),
            number: 0,
            is_done: false,
            items: PhantomData,
        }
    }

    /// The next item; `None` at the end.
    ///
    /// # Errors
    /// The item does not match the declared type, or the body was interrupted.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        next(self).await
    }

    /// Ends the stream.
    fn stop(&mut self) {
        self.lines = Lines::default();
        self.is_done = true;
    }

    fn failed(&self, cause: Cause) -> StreamError {
        StreamError::new(self.bytes.meta(), self.bytes.received(), cause)
    }
}

/// What a line is decoded as, if somebody asks what its type does not know.
#[cfg(feature = "drift")]
type Item = Option<callpoint_core::ResponseReader>;
#[cfg(not(feature = "drift"))]
type Item = ();

/// Decodes a line; `None` if it is empty.
#[cfg_attr(not(feature = "drift"), expect(unused_variables))]
fn read<T: DeserializeOwned>(line: &[u8], item: &mut Item) -> Option<Result<T, CodecError>> {
    let is_empty = line.first().is_none_or(u8::is_ascii_whitespace) && line.trim_ascii().is_empty();
    #[cfg(feature = "drift")]
    if let Some(item) = item.as_mut().filter(|_| !is_empty) {
        item.set_item(bytes::Bytes::copy_from_slice(line));
        return Some(Json::decode(item));
    }
    (!is_empty).then(|| Json::decode_slice(line))
}

impl<T: DeserializeOwned> Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            let read = match this.lines.next_line() {
                Ok(Some(line)) => match read(line, &mut this.item) {
                    Some(read) => Some(read),
                    None => continue,
                },
                Ok(None) if this.is_done => match read(&this.lines.rest(), &mut this.item) {
                    Some(read) => Some(read),
                    None => return Poll::Ready(None),
                },
                Ok(None) => None,
                Err(TooLong) => {
                    this.stop();
                    let limit = LONGEST as u64;
                    let cause = Cause::Transport(TransportErrorKind::BodyTooLarge { limit }, None);
                    return Poll::Ready(Some(Err(this.failed(cause))));
                }
            };
            if let Some(read) = read {
                this.number += 1;
                let number = this.number;
                return Poll::Ready(Some(
                    read.map_err(|failure| this.failed(Cause::Item(number, failure))),
                ));
            }
            match ready!(Pin::new(&mut this.bytes).poll_next(cx)) {
                Some(Ok(piece)) => this.lines.feed(piece),
                None => this.is_done = true,
                Some(Err(error)) => {
                    // The start of an interrupted line is not an item.
                    this.stop();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonLines({} items so far)", self.number)
    }
}
