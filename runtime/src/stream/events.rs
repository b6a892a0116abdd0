use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderValue, StatusCode};

use super::{ByteStream, Resume, Resuming, StreamError, next};
use crate::streamed::Sse;
use callpoint_core::__private::{Exceeded, Message, Parser, StreamCause as Cause};
use callpoint_core::codec::{Codec as _, CodecError, Decode, Json};
use callpoint_core::{Error, Event, TransportErrorKind};
use callpoint_core::{ReadError, ResponseReader};

/// Server-sent events (WHATWG HTML, "Server-sent events"): the type of a response `200 => Events<Tick> as Sse`.
///
/// It is a [`Stream`] of `Result<Event<T>, StreamError>`. The data is JSON; name another codec for anything else:
/// `Events<String, callpoint::codec::Text>`.
///
/// A stream that is interrupted, or ends, is resumed: after the reconnection time of the server (default: 3 seconds; at most the client's
/// [`idle_timeout`](crate::ClientBuilder::idle_timeout)) the request is repeated with `Last-Event-ID`. This is done for a `GET` whose server sends ids, at most three times in a row without an event in between. A 204 ends the stream,
/// and so does the end of any other stream. A response of another media type without any event is an error.
///
/// An event may have at most 16 MiB and its id 64 KiB. Exceeding a limit is an error and ends the stream. The 16 MiB are the UTF-8 length of the
/// event's data, including the line feeds between its lines, and of its type. Comments and unknown fields are not kept and may have any length. In
/// addition, memory holds the last chunk that was received, and the codec's output; the events of a chunk are decoded one at a time.
pub struct Events<T, C = Json> {
    pub(crate) bytes: ByteStream,
    parser: Parser,
    /// What the codec reads an event from, kept for the next one.
    item: Option<ResponseReader>,
    number: u64,
    resume: Option<Resume>,
    reconnection_time: Duration,
    failures: u32,
    /// The error if there is no event: the response has another media type.
    wrong_media_type: Option<CodecError>,
    state: State,
    items: PhantomData<fn() -> (T, C)>,
}

enum State {
    Reading,
    /// The request is repeated, after the reconnection time.
    Resuming(Resuming),
    Done,
}

/// How often in a row the request is repeated without an event in between.
const RESUMPTIONS: u32 = 3;

impl<T, C: Decode<T>> Events<T, C> {
    pub(crate) fn of(response: &ResponseReader) -> Self {
        let mut bytes = ByteStream::of(response);
        let resume = bytes.take_resume();
        Self {
            bytes,
            parser: Parser::default(),
            #[cfg(feature = "drift")]
            item: response.drift_item(),
            #[cfg(not(feature = "drift"))]
            item: None,
            number: 0,
            resume,
            reconnection_time: Duration::from_secs(3),
            failures: 0,
            wrong_media_type: CodecError::of_media_type(response, Sse::META.media_type),
            state: State::Reading,
            items: PhantomData,
        }
    }

    /// The next event; `None` at the end.
    ///
    /// # Errors
    /// The event does not match the declared type, or the body was interrupted and could not be resumed.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        next(self).await
    }

    fn read(&mut self, message: Message) -> Result<Event<T>, StreamError> {
        self.number += 1;
        self.wrong_media_type = None;
        let meta = self.bytes.meta();
        let item = (self.item).get_or_insert_with(|| ResponseReader::item(meta, Bytes::new()));
        item.set_item(message.data);
        let decoded = C::decode(item);
        item.set_item(Bytes::new());
        match decoded {
            Ok(data) => Ok(Event::new(message.event, message.id.into(), data)),
            Err(failure) => Err(StreamError::new(
                self.bytes.meta(),
                self.bytes.received(),
                Cause::Item(self.number, failure),
            )),
        }
    }

    /// Handles the end of a connection: resumes the stream, or ends it with an error.
    fn end(&mut self, error: Option<StreamError>) -> Option<Result<Event<T>, StreamError>> {
        let resume_id = self.resume_id();
        self.parser.restart();
        if let (Some(resume), Some(id)) = (&self.resume, resume_id)
            && self.failures < RESUMPTIONS
        {
            self.failures += 1;
            self.state = State::Resuming(resume(id, self.reconnection_time));
            return None;
        }
        self.state = State::Done;
        error.or_else(|| self.media_type_error()).map(Err)
    }

    /// The error of an event that is too large. It ends the stream.
    fn too_large(&mut self, Exceeded(limit): Exceeded) -> StreamError {
        self.parser = Parser::default();
        self.state = State::Done;
        let limit = limit as u64;
        let cause = Cause::Transport(TransportErrorKind::BodyTooLarge { limit }, None);
        StreamError::new(self.bytes.meta(), self.bytes.received(), cause)
    }

    /// The error of a response that had no event and has another media type.
    fn media_type_error(&mut self) -> Option<StreamError> {
        let cause = Cause::Item(self.number + 1, self.wrong_media_type.take()?);
        Some(StreamError::new(
            self.bytes.meta(),
            self.bytes.received(),
            cause,
        ))
    }

    /// The id to resume from, if it is valid in a header.
    fn resume_id(&self) -> Option<HeaderValue> {
        let id = Some(self.parser.last_id()).filter(|id| !id.is_empty());
        id.and_then(|id| HeaderValue::from_str(id).ok())
    }

    fn resume_error(&self, error: Error<Infallible>) -> StreamError {
        let cause = Cause::Resumed(Box::new(error));
        StreamError::new(self.bytes.meta(), self.bytes.received(), cause)
    }
}

impl<T, C: Decode<T>> Stream for Events<T, C> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            match this.parser.next_event() {
                Ok(Some(message)) => {
                    this.failures = 0;
                    return Poll::Ready(Some(this.read(message)));
                }
                Ok(None) => {}
                Err(exceeded) => return Poll::Ready(Some(Err(this.too_large(exceeded)))),
            }
            if let Some(reconnection_time) = this.parser.take_reconnection_time() {
                this.reconnection_time = reconnection_time;
            }
            let ended = match &mut this.state {
                State::Done => return Poll::Ready(None),
                State::Reading => match ready!(Pin::new(&mut this.bytes).poll_next(cx)) {
                    Some(Ok(piece)) => {
                        this.parser.feed(piece);
                        continue;
                    }
                    Some(Err(error)) => this.end(Some(error)),
                    None => this.end(None),
                },
                State::Resuming(resuming) => match ready!(resuming.as_mut().poll(cx)) {
                    Ok(response) if response.status() == StatusCode::OK => {
                        this.wrong_media_type =
                            CodecError::of_media_type(&response, Sse::META.media_type);
                        this.bytes = ByteStream::of(&response);
                        this.state = State::Reading;
                        continue;
                    }
                    Ok(response) if response.status() == StatusCode::NO_CONTENT => {
                        this.state = State::Done;
                        continue;
                    }
                    Ok(response) => {
                        this.state = State::Done;
                        let error = ReadError::UndeclaredStatus.into_error(response);
                        Some(Err(this.resume_error(error)))
                    }
                    Err(error) => {
                        let error = this.resume_error(error);
                        this.end(Some(error))
                    }
                },
            };
            if ended.is_some() {
                return Poll::Ready(ended);
            }
        }
    }
}

impl<T, C> fmt::Debug for Events<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Events({} so far)", self.number)
    }
}
