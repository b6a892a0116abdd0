use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf as _, Bytes, BytesMut};
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::error::Cause;
use super::{ByteStream, LONGEST, StreamError, next};
use crate::codec::Json;
use crate::error::TransportErrorKind;

/// JSON values, one a line: the type of an arm `200 => JsonLines<Row> as NdJson`.
///
/// It is a [`Stream`] of `Result<T, StreamError>`. Empty lines are passed over. After an item that has another shape the stream goes on with the
/// next line. An item of more than 16 MiB is an error and ends the stream.
pub struct JsonLines<T> {
    bytes: ByteStream,
    buffer: BytesMut,
    /// How much of the buffer holds no line break.
    seen: usize,
    number: u64,
    is_done: bool,
    items: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> JsonLines<T> {
    pub(crate) fn new(bytes: ByteStream) -> Self {
        Self {
            bytes,
            buffer: BytesMut::new(),
            seen: 0,
            number: 0,
            is_done: false,
            items: PhantomData,
        }
    }

    /// The next item; `None` at the end.
    ///
    /// # Errors
    /// The item has another shape, or the body broke off.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        next(self).await
    }

    /// Nothing more comes.
    fn stop(&mut self) {
        self.buffer.clear();
        self.seen = 0;
        self.is_done = true;
    }

    fn read(&mut self, line: &Bytes) -> Result<T, StreamError> {
        self.number += 1;
        Json::decode_bytes(line).map_err(|failure| {
            StreamError::new(
                self.bytes.meta(),
                self.bytes.received(),
                Cause::Item(self.number, failure),
            )
        })
    }
}

/// The bytes before the next line break, which is dropped. `seen` is how many bytes are known to hold none.
fn line(buffer: &mut BytesMut, seen: &mut usize) -> Option<Bytes> {
    let Some(end) = buffer[*seen..].iter().position(|&byte| byte == b'\n') else {
        *seen = buffer.len();
        return None;
    };
    let end = std::mem::take(seen) + end;
    let mut line = buffer.split_to(end).freeze();
    buffer.advance(1);
    if line.last() == Some(&b'\r') {
        line.truncate(line.len() - 1);
    }
    Some(line)
}

impl<T: DeserializeOwned> Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            let line = line(&mut this.buffer, &mut this.seen);
            // What is left without an end is the beginning of one item.
            if line.as_ref().map_or(this.buffer.len(), Bytes::len) > LONGEST {
                this.stop();
                let limit = LONGEST as u64;
                let cause = Cause::Transport(TransportErrorKind::TooLarge { limit }, None);
                let (meta, received) = (this.bytes.meta(), this.bytes.received());
                return Poll::Ready(Some(Err(StreamError::new(meta, received, cause))));
            }
            if let Some(line) = line {
                if line.trim_ascii().is_empty() {
                    continue;
                }
                return Poll::Ready(Some(this.read(&line)));
            }
            if this.is_done {
                this.seen = 0;
                let rest = this.buffer.split().freeze();
                let is_empty = rest.trim_ascii().is_empty();
                return Poll::Ready(if is_empty {
                    None
                } else {
                    Some(this.read(&rest))
                });
            }
            match ready!(Pin::new(&mut this.bytes).poll_next(cx)) {
                Some(Ok(piece)) => this.buffer.extend_from_slice(&piece),
                None => this.is_done = true,
                Some(Err(error)) => {
                    // The rest of a line that broke off is no item.
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
