use std::collections::VecDeque;
use std::convert::Infallible;
use std::fmt;
use std::future::Future as _;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderValue, StatusCode};
use tokio::time::{Sleep, sleep};

use super::error::Cause;
use super::{ByteStream, LONGEST, Resume, StreamError, next};
use crate::answer::{Answer, NotRead};
use crate::client::Executing;
use crate::codec::{Decode, DecodeFailure, Json, Sse};
use crate::error::{Error, TransportErrorKind};

/// One server-sent event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The kind of event; `message` unless the server says otherwise.
    pub event: String,
    /// The last id that the server gave; empty before the first.
    pub id: String,
    /// The data, as the codec reads it.
    pub data: T,
}

/// Server-sent events (WHATWG HTML, "Server-sent events"): the type of an arm `200 => Events<Tick> as Sse`.
///
/// It is a [`Stream`] of `Result<Event<T>, StreamError>`. The data is JSON; name another codec for anything else:
/// `Events<String, callpoint::codec::Text>`.
///
/// A stream that breaks off, or ends, goes on where it was: after the pause that the server asked for (3 seconds unless it did), the request is
/// sent again with `Last-Event-ID`. That is done for a `GET` whose server gives ids, three times in a row without an event between them at most.
/// A 204 ends the stream, as does the end of any other. An answer of another media type that has no event is an error. An event of more than
/// 16 MiB is an error and ends it too.
pub struct Events<T, C = Json> {
    bytes: ByteStream,
    parser: Parser,
    number: u64,
    resume: Option<Resume>,
    pause: Duration,
    failures: u32,
    /// What is wrong with the answer where no event comes: it says that it is something else.
    mistaken: Option<DecodeFailure>,
    state: State,
    items: PhantomData<fn() -> (T, C)>,
}

enum State {
    Reading,
    Waiting(Pin<Box<Sleep>>),
    Asking(Executing),
    Done,
}

/// How often in a row the request is sent again without an event in between.
const RESUMPTIONS: u32 = 3;

impl<T, C: Decode<T>> Events<T, C> {
    pub(crate) fn of(answer: &Answer) -> Self {
        let mut bytes = ByteStream::of(answer);
        let resume = bytes.take_resume();
        Self {
            bytes,
            parser: Parser::default(),
            number: 0,
            resume,
            pause: Duration::from_secs(3),
            failures: 0,
            mistaken: DecodeFailure::of_media_type(answer, Sse::MEDIA_TYPE),
            state: State::Reading,
            items: PhantomData,
        }
    }

    /// The next event; `None` at the end.
    ///
    /// # Errors
    /// The event has another shape, or the body broke off and did not go on.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        next(self).await
    }

    fn read(&mut self, message: Message) -> Result<Event<T>, StreamError> {
        self.number += 1;
        self.mistaken = None;
        let answer = Answer::new(self.bytes.meta(), http::Response::new(message.data));
        match C::decode(&answer) {
            Ok(data) => Ok(Event {
                event: message.event,
                id: message.id,
                data,
            }),
            Err(failure) => Err(StreamError::new(
                self.bytes.meta(),
                self.bytes.received(),
                Cause::Item(self.number, failure),
            )),
        }
    }

    /// After the end of a connection: the pause before it goes on, or the end with its error.
    fn end(&mut self, error: Option<StreamError>) -> Option<Result<Event<T>, StreamError>> {
        let has_place = self.resume.is_some() && self.place().is_some();
        self.parser.restart();
        if has_place && self.failures < RESUMPTIONS {
            self.failures += 1;
            self.state = State::Waiting(Box::pin(sleep(self.pause)));
            return None;
        }
        self.state = State::Done;
        error.or_else(|| self.mistake()).map(Err)
    }

    /// The error of an event that is too large, after which nothing comes.
    fn too_large(&mut self) -> StreamError {
        self.parser = Parser::default();
        self.state = State::Done;
        let limit = LONGEST as u64;
        let cause = Cause::Transport(TransportErrorKind::TooLarge { limit }, None);
        StreamError::new(self.bytes.meta(), self.bytes.received(), cause)
    }

    /// The error of an answer that had no event and is none of events by its own word.
    fn mistake(&mut self) -> Option<StreamError> {
        let cause = Cause::Item(self.number + 1, self.mistaken.take()?);
        Some(StreamError::new(
            self.bytes.meta(),
            self.bytes.received(),
            cause,
        ))
    }

    /// The id to go on from, where a header can carry it.
    fn place(&self) -> Option<HeaderValue> {
        let id = Some(&self.parser.last_id).filter(|id| !id.is_empty());
        id.and_then(|id| HeaderValue::from_str(id).ok())
    }

    fn failed(&self, error: Error<Infallible>) -> StreamError {
        let cause = Cause::Resumed(Box::new(error));
        StreamError::new(self.bytes.meta(), self.bytes.received(), cause)
    }

    fn ask(&self) -> State {
        match (&self.resume, self.place()) {
            (Some(resume), Some(id)) => State::Asking(resume(id)),
            _ => State::Done,
        }
    }
}

impl<T, C: Decode<T>> Stream for Events<T, C> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            let message = this.parser.messages.pop_front();
            let length = message.as_ref().map(|message| message.data.len());
            if length.unwrap_or_else(|| this.parser.pending()) > LONGEST {
                return Poll::Ready(Some(Err(this.too_large())));
            }
            if let Some(message) = message {
                this.failures = 0;
                return Poll::Ready(Some(this.read(message)));
            }
            if let Some(pause) = this.parser.pause.take() {
                this.pause = pause;
            }
            let ended = match &mut this.state {
                State::Done => return Poll::Ready(None),
                State::Reading => match ready!(Pin::new(&mut this.bytes).poll_next(cx)) {
                    Some(Ok(piece)) => {
                        this.parser.push(&piece);
                        continue;
                    }
                    Some(Err(error)) => this.end(Some(error)),
                    None => this.end(None),
                },
                State::Waiting(sleep) => {
                    ready!(sleep.as_mut().poll(cx));
                    this.state = this.ask();
                    continue;
                }
                State::Asking(asking) => match ready!(asking.as_mut().poll(cx)) {
                    Ok(answer) if answer.status() == StatusCode::OK => {
                        this.mistaken = DecodeFailure::of_media_type(&answer, Sse::MEDIA_TYPE);
                        this.bytes = ByteStream::of(&answer);
                        this.state = State::Reading;
                        continue;
                    }
                    Ok(answer) if answer.status() == StatusCode::NO_CONTENT => {
                        this.state = State::Done;
                        continue;
                    }
                    Ok(answer) => {
                        this.state = State::Done;
                        let error = NotRead::Undeclared.into_error(answer);
                        Some(Err(this.failed(error)))
                    }
                    Err(error) => {
                        let error = this.failed(error);
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

/// An event before its data is read.
#[derive(Debug, PartialEq, Eq)]
struct Message {
    event: String,
    id: String,
    data: Bytes,
}

/// Reads the lines of an event stream (WHATWG HTML, "Interpreting an event stream").
#[derive(Debug, Default)]
struct Parser {
    buffer: BytesMut,
    /// How much of the buffer holds no line break.
    seen: usize,
    /// Whether the byte before the buffer was a carriage return, whose line feed may follow.
    after_return: bool,
    /// Whether the first line, which may begin with a byte order mark, has been read.
    has_begun: bool,
    event: String,
    data: String,
    has_data: bool,
    /// The id that the next event will have.
    id: String,
    /// The id of the last event that was whole.
    last_id: String,
    pause: Option<Duration>,
    messages: VecDeque<Message>,
}

impl Parser {
    fn push(&mut self, piece: &[u8]) {
        self.buffer.extend_from_slice(piece);
        while let Some(line) = self.line() {
            self.read(&line);
        }
    }

    /// How many bytes there are of an event that has no end yet.
    fn pending(&self) -> usize {
        self.buffer.len() + self.data.len()
    }

    /// A new connection begins anew; only the last id is kept. An event without its empty line is dropped, as the standard says.
    fn restart(&mut self) {
        *self = Self {
            id: self.last_id.clone(),
            last_id: std::mem::take(&mut self.last_id),
            messages: std::mem::take(&mut self.messages),
            pause: self.pause.take(),
            ..Self::default()
        };
    }

    /// Lines end with CR LF, LF or CR.
    fn line(&mut self) -> Option<Bytes> {
        if self.after_return && !self.buffer.is_empty() {
            self.after_return = false;
            if self.buffer[0] == b'\n' {
                let _ = self.buffer.split_to(1);
            }
        }
        let unseen = self.buffer.get(self.seen..).unwrap_or_default();
        let end = unseen
            .iter()
            .position(|&byte| byte == b'\n' || byte == b'\r');
        let Some(end) = end else {
            self.seen = self.buffer.len();
            return None;
        };
        let end = std::mem::take(&mut self.seen) + end;
        let mut line = self.buffer.split_to(end + 1).freeze();
        self.after_return = line.last() == Some(&b'\r');
        line.truncate(end);
        Some(line)
    }

    fn read(&mut self, line: &[u8]) {
        let text = String::from_utf8_lossy(line);
        let mut text = text.as_ref();
        if !std::mem::replace(&mut self.has_begun, true) {
            text = text.strip_prefix('\u{feff}').unwrap_or(text);
        }
        if text.is_empty() {
            return self.dispatch();
        }
        let (field, value) = text.split_once(':').unwrap_or((text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                if self.has_data {
                    self.data.push('\n');
                }
                self.data.push_str(value);
                self.has_data = true;
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.pause = value.parse().ok().map(Duration::from_millis);
            }
            // A comment (`: …`), or a field of another time.
            _ => {}
        }
    }

    fn dispatch(&mut self) {
        self.last_id.clone_from(&self.id);
        let event = std::mem::take(&mut self.event);
        let data = std::mem::take(&mut self.data);
        if std::mem::take(&mut self.has_data) {
            let event = if event.is_empty() {
                "message".to_owned()
            } else {
                event
            };
            self.messages.push_back(Message {
                event,
                id: self.last_id.clone(),
                data: data.into(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(pieces: &[&str]) -> (Vec<(String, String, String)>, Parser) {
        let mut parser = Parser::default();
        for piece in pieces {
            parser.push(piece.as_bytes());
        }
        let messages = parser.messages.drain(..);
        let messages = messages
            .map(|m| (m.event, m.id, String::from_utf8(m.data.to_vec()).unwrap()))
            .collect();
        (messages, parser)
    }

    #[test]
    fn streams_and_their_events() {
        type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str, &'a str)]);
        let cases: [Case<'_>; 9] = [
            (&["data: a\n\n"], &[("message", "", "a")]),
            (
                &["data:a\r\n\r\ndata: b\r\r"],
                &[("message", "", "a"), ("message", "", "b")],
            ),
            (&["data: a\ndata: b\n\n"], &[("message", "", "a\nb")]),
            (
                &["event: tick\nid: 7\ndata: a\n\ndata: b\n\n"],
                &[("tick", "7", "a"), ("message", "7", "b")],
            ),
            (&[": a comment\n\ndata\n\n"], &[("message", "", "")]),
            (&["\u{feff}data: a\n\n"], &[("message", "", "a")]),
            (
                &["da", "ta: a", "\r", "\n\r", "\n"],
                &[("message", "", "a")],
            ),
            (&["data: not ended\n"], &[]),
            (&["event: no data\n\ndata: a\n\n"], &[("message", "", "a")]),
        ];
        for (pieces, expected) in cases {
            let expected: Vec<_> = expected
                .iter()
                .map(|&(e, i, d)| (e.to_owned(), i.to_owned(), d.to_owned()))
                .collect();
            assert_eq!(parse(pieces).0, expected, "{pieces:?}");
        }
    }

    /// A long line that comes in small pieces would be read again with each of them.
    #[test]
    fn nothing_is_looked_through_twice() {
        let (messages, mut parser) = parse(&["data: a\r", "\ndata: b", "c"]);
        assert!(messages.is_empty());
        assert_eq!((parser.seen, parser.buffer.len()), (8, 8));
        parser.push(b"\n\n");
        assert_eq!(
            (parser.seen, parser.messages[0].data.as_ref()),
            (0, &b"a\nbc"[..])
        );
    }

    #[test]
    fn the_pause_is_in_milliseconds() {
        assert_eq!(
            parse(&["retry: 250\n"]).1.pause,
            Some(Duration::from_millis(250))
        );
        assert_eq!(parse(&["retry: soon\n"]).1.pause, None);
    }
}
