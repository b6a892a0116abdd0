//! Parses bytes into events (WHATWG HTML, "Interpreting an event stream").
//!
//! A value is copied from the received chunk directly to where it is kept, without a line buffer in between. So an event takes only the memory of its
//! own content, and an ignored line takes none, however long it is.

mod text;

use std::sync::Arc;
use std::time::Duration;

use bytes::{Buf as _, Bytes};

use self::text::Text;
use crate::lines::{LONGEST, TooLong};

/// The maximum length of an id in bytes. It is sent in a header, and all headers of a request together may hardly be longer.
const LONGEST_ID: usize = 64 * 1024;

/// The maximum length of a known field name in bytes: `retry` after a byte order mark.
const LONGEST_NAME: usize = 8;

/// An event whose data is not decoded yet.
#[derive(Debug, PartialEq, Eq)]
pub struct Message {
    pub event: String,
    pub id: Arc<str>,
    pub data: Bytes,
}

/// An event, or its id, exceeds this limit.
#[derive(Debug, PartialEq, Eq)]
pub struct Exceeded(pub usize);

/// Parses an event stream that is received in chunks.
#[derive(Debug, Default)]
pub struct Parser {
    /// Received data that is not parsed yet.
    piece: Bytes,
    line: Line,
    /// The name of the field, as far as it was received.
    name: Vec<u8>,
    /// Whether the previous byte was a carriage return, which a line feed may follow.
    after_return: bool,
    /// Whether the first line, which may begin with a byte order mark, was parsed.
    has_begun: bool,
    event: Text,
    data: Text,
    /// The data, if it is one line within one chunk: a slice of that chunk.
    whole: Option<Bytes>,
    has_data: bool,
    /// The value of the `id` field that is being parsed.
    new_id: Text,
    /// The id of the next event.
    id: Arc<str>,
    /// The id of the last complete event.
    last_id: Arc<str>,
    /// The value of the `retry` field that is being parsed.
    new_reconnection_time: Digits,
    reconnection_time: Option<Duration>,
}

/// The position of the next byte in its line.
#[derive(Debug, Clone, Copy, Default)]
enum Line {
    #[default]
    Name,
    /// After the colon; `is_begun` once part of the value, or the space before it, was parsed.
    Value { field: Field, is_begun: bool },
}

/// The rest of this line is ignored.
const OTHER: Line = Line::Value {
    field: Field::Other,
    is_begun: true,
};

#[derive(Debug, Clone, Copy)]
enum Field {
    Event,
    Data,
    Id,
    Retry,
    /// A comment (`: …`), an unknown field, or one with an invalid value.
    Other,
}

impl Parser {
    /// Adds received data. Call it after everything before it has been parsed.
    pub fn feed(&mut self, piece: Bytes) {
        debug_assert!(self.piece.is_empty(), "the previous data is not parsed");
        self.piece = piece;
    }

    /// The next event of the received data; `None` if it contains no further one.
    ///
    /// # Errors
    /// The event, or its id, is too long.
    pub fn next_event(&mut self) -> Result<Option<Message>, Exceeded> {
        let mut piece = std::mem::take(&mut self.piece);
        while let Some(&first) = piece.first() {
            if std::mem::take(&mut self.after_return) && first == b'\n' {
                piece.advance(1);
                continue;
            }
            let Some(end) = memchr::memchr2(b'\n', b'\r', &piece) else {
                self.read(&piece)?;
                break;
            };
            self.after_return = piece[end] == b'\r';
            if self.read_whole(&piece, end) {
                piece.advance(end + 1);
                continue;
            }
            self.read(&piece[..end])?;
            piece.advance(end + 1);
            if let Some(message) = self.end_line()? {
                self.piece = piece;
                return Ok(Some(message));
            }
        }
        Ok(None)
    }

    /// Starts a new connection and keeps only the last id. An event without its empty line is dropped, as the standard requires.
    pub fn restart(&mut self) {
        *self = Self {
            id: self.last_id.clone(),
            last_id: std::mem::take(&mut self.last_id),
            reconnection_time: self.reconnection_time.take(),
            ..Self::default()
        };
    }

    /// The id of the last complete event; empty if there is none.
    pub fn last_id(&self) -> &Arc<str> {
        &self.last_id
    }

    /// The reconnection time that the server asked for since the last call.
    pub fn take_reconnection_time(&mut self) -> Option<Duration> {
        self.reconnection_time.take()
    }

    /// Takes a line of data that is complete, and the first of its event; whether it was one.
    fn read_whole(&mut self, piece: &Bytes, end: usize) -> bool {
        let is_first = self.has_begun && !self.has_data && self.name.is_empty();
        let is_first = is_first && matches!(self.line, Line::Name);
        let line = Some(&piece[..end]).filter(|_| is_first);
        let Some(value) = line.and_then(|line| line.strip_prefix(b"data:")) else {
            return false;
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        let is_valid = value.len().saturating_add(self.event.len()) <= LONGEST
            && std::str::from_utf8(value).is_ok();
        if is_valid {
            self.has_data = true;
            self.whole = Some(piece.slice_ref(value));
        }
        is_valid
    }

    fn data_len(&self) -> usize {
        self.data.len() + self.whole.as_ref().map_or(0, Bytes::len)
    }

    /// Parses a part of a line, which has no line break.
    fn read(&mut self, mut part: &[u8]) -> Result<(), Exceeded> {
        if matches!(self.line, Line::Name) {
            let room = LONGEST_NAME + 1 - self.name.len();
            let head = &part[..part.len().min(room)];
            match head.iter().position(|&byte| byte == b':') {
                Some(colon) => {
                    self.name.extend_from_slice(&part[..colon]);
                    part = &part[colon + 1..];
                    self.begin(self.field())?;
                }
                None if head.len() == room => self.line = OTHER,
                None => self.name.extend_from_slice(part),
            }
        }
        let Line::Value { field, is_begun } = self.line else {
            return Ok(());
        };
        let Some(&first) = part.first() else {
            return Ok(());
        };
        if !is_begun && first == b' ' {
            part = &part[1..];
        }
        self.line = Line::Value {
            field,
            is_begun: true,
        };
        self.read_value(field, part)
    }

    /// The field whose name was parsed.
    fn field(&self) -> Field {
        match self.whole_name() {
            b"event" => Field::Event,
            b"data" => Field::Data,
            b"id" => Field::Id,
            b"retry" => Field::Retry,
            _ => Field::Other,
        }
    }

    fn whole_name(&self) -> &[u8] {
        let name = self.name.as_slice();
        if self.has_begun {
            return name;
        }
        name.strip_prefix("\u{feff}".as_bytes()).unwrap_or(name)
    }

    fn begin(&mut self, field: Field) -> Result<(), Exceeded> {
        self.line = Line::Value {
            field,
            is_begun: false,
        };
        match field {
            // A long value does not keep its memory.
            Field::Event => self.event = Text::default(),
            Field::Data => {
                if std::mem::replace(&mut self.has_data, true) {
                    if let Some(whole) = self.whole.take() {
                        self.read_value(Field::Data, &whole)?;
                    }
                    self.read_value(Field::Data, b"\n")?;
                }
            }
            Field::Id => self.new_id.clear(),
            Field::Retry => self.new_reconnection_time = Digits::default(),
            Field::Other => {}
        }
        Ok(())
    }

    fn read_value(&mut self, field: Field, part: &[u8]) -> Result<(), Exceeded> {
        let added = match field {
            Field::Event => self
                .event
                .push(part, LONGEST.saturating_sub(self.data_len())),
            Field::Data => self
                .data
                .push(part, LONGEST.saturating_sub(self.event.len())),
            Field::Id => {
                let end = memchr::memchr(0, part);
                let added = self
                    .new_id
                    .push(&part[..end.unwrap_or(part.len())], LONGEST_ID);
                // An id with a NUL is ignored. An id that exceeds the limit before its NUL is too long, however it is split into chunks.
                if end.is_some() {
                    self.line = OTHER;
                }
                added
            }
            Field::Retry => {
                self.new_reconnection_time.push(part);
                Ok(())
            }
            Field::Other => Ok(()),
        };
        added.map_err(|TooLong| Exceeded::of(field))
    }

    /// Ends a line, and possibly an event.
    fn end_line(&mut self) -> Result<Option<Message>, Exceeded> {
        if matches!(self.line, Line::Name) && !self.whole_name().is_empty() {
            self.begin(self.field())?;
        }
        let line = std::mem::take(&mut self.line);
        self.name.clear();
        self.has_begun = true;
        let Line::Value { field, .. } = line else {
            return Ok(self.dispatch());
        };
        let ended = match field {
            Field::Event => self.event.end(LONGEST.saturating_sub(self.data_len())),
            Field::Data => self.data.end(LONGEST.saturating_sub(self.event.len())),
            Field::Id => {
                let ended = self.new_id.end(LONGEST_ID);
                self.id = Arc::from(&*self.new_id.to_str());
                ended
            }
            Field::Retry => {
                self.reconnection_time = self
                    .new_reconnection_time
                    .milliseconds()
                    .or(self.reconnection_time);
                Ok(())
            }
            Field::Other => Ok(()),
        };
        ended.map_err(|TooLong| Exceeded::of(field))?;
        Ok(None)
    }

    fn dispatch(&mut self) -> Option<Message> {
        if !Arc::ptr_eq(&self.last_id, &self.id) {
            self.last_id.clone_from(&self.id);
        }
        let event = self.event.take();
        if !std::mem::take(&mut self.has_data) {
            return None;
        }
        Some(Message {
            event: if event.is_empty() {
                "message".to_owned()
            } else {
                text(event)
            },
            id: self.last_id.clone(),
            data: (self.whole.take()).unwrap_or_else(|| self.data.take().into()),
        })
    }
}

/// The content of a `Text`, which is UTF-8.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

impl Exceeded {
    fn of(field: Field) -> Self {
        Self(match field {
            Field::Id => LONGEST_ID,
            _ => LONGEST,
        })
    }
}

/// A number that is parsed digit by digit.
#[derive(Debug, Default)]
struct Digits {
    /// `None` before the first digit.
    number: Option<u64>,
    /// Whether it is not a number, or too large.
    is_wrong: bool,
}

impl Digits {
    fn push(&mut self, part: &[u8]) {
        for byte in part {
            let digit = char::from(*byte).to_digit(10).map(u64::from);
            let number = self.number.unwrap_or(0).checked_mul(10);
            let number = number.and_then(|number| number.checked_add(digit?));
            self.is_wrong |= number.is_none();
            self.number = Some(number.unwrap_or(0));
        }
    }

    fn milliseconds(&self) -> Option<Duration> {
        let number = self.number.filter(|_| !self.is_wrong);
        number.map(Duration::from_millis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The type, id and data of each event.
    fn parse(pieces: &[&str]) -> (Vec<(String, String, String)>, Parser) {
        let mut parser = Parser::default();
        let mut messages = Vec::new();
        for piece in pieces {
            parser.feed(Bytes::copy_from_slice(piece.as_bytes()));
            while let Some(message) = parser.next_event().unwrap() {
                let data = String::from_utf8(message.data.to_vec()).unwrap();
                messages.push((message.event, message.id.to_string(), data));
            }
        }
        (messages, parser)
    }

    #[test]
    fn streams_and_their_events() {
        type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str, &'a str)]);
        let cases: [Case<'_>; 17] = [
            (
                &["id\ndata: a\ndata: b", "c\n\ndata:d\n\n"],
                &[("message", "", "a\nbc"), ("message", "", "d")],
            ),
            (
                &["id\rdata:  a\r\ndata\r\revent:e\ndata:\n", "\n"],
                &[("message", "", " a\n"), ("e", "", "")],
            ),
            (
                &["id\ndata: a", "b\n\n", "data: c\n", "data: d\n\n"],
                &[("message", "", "ab"), ("message", "", "c\nd")],
            ),
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
                &["\u{feff}retry: 1\u{feff}\ndata:a\n\n"],
                &[("message", "", "a")],
            ),
            (&["\u{feff}\u{feff}data: a\n\n", "\u{feff}data: b\n\n"], &[]),
            (
                &["da", "ta: a", "\r", "\n\r", "\n"],
                &[("message", "", "a")],
            ),
            (&["data: not ended\n"], &[]),
            (&["event: no data\n\ndata: a\n\n"], &[("message", "", "a")]),
            (
                &[
                    "eventual: x\ndatabase: x\nevent",
                    ": a\nevent: b\ndata",
                    "\ndata:",
                    " ",
                    " x\n\n",
                ],
                &[("b", "", "\n x")],
            ),
            (
                &["id: 1\nid: 2", "\0", "3\ndata: a\n\nid\ndata\n\n"],
                &[("message", "1", "a"), ("message", "", "")],
            ),
            (
                &["data: a\n", "id: 2\n", "event: b", "\n", "\n"],
                &[("b", "2", "a")],
            ),
        ];
        for (pieces, expected) in cases {
            let expected: Vec<_> = expected
                .iter()
                .map(|&(e, i, d)| (e.to_owned(), i.to_owned(), d.to_owned()))
                .collect();
            assert_eq!(parse(pieces).0, expected, "{pieces:?}");
        }
    }

    /// The events of a large chunk are parsed one at a time, and share their id.
    #[test]
    fn one_event_at_a_time() {
        let mut parser = Parser::default();
        let whole = Bytes::from_static(b"id: 7\ndata: a\n\ndata: b\n\ndata: c");
        parser.feed(whole.clone());
        let first = parser.next_event().unwrap().unwrap();
        assert_eq!(parser.piece, whole.slice(15..));
        // It is a slice of the received data, not a copy.
        assert_eq!(parser.piece.as_ptr(), whole[15..].as_ptr());
        let second = parser.next_event().unwrap().unwrap();
        assert_eq!(first.id.as_ptr(), second.id.as_ptr());
        assert_eq!(parser.next_event().unwrap(), None);
        assert!(parser.piece.is_empty());
    }

    /// One line of data within one chunk is a slice of it; what is not UTF-8 is replaced, and so copied.
    #[test]
    fn data_is_not_copied() {
        let mut parser = Parser::default();
        let chunk = Bytes::from_static(b"id: 7\ndata: a\n\ndata: \xff\n\n");
        parser.feed(chunk.clone());
        let first = parser.next_event().unwrap().unwrap();
        assert_eq!(first.data.as_ptr(), chunk[12..].as_ptr());
        let second = parser.next_event().unwrap().unwrap();
        assert_eq!(second.data, "\u{fffd}");
    }

    /// Ignored data is not kept, and what is kept is counted.
    #[test]
    fn limits_count_what_is_kept() {
        let mib = |mib: usize| "x".repeat(mib << 20);
        let line = format!("data:{}\n", mib(16));
        let (long, id, nuls) = (mib(16), "i".repeat(LONGEST_ID), "\u{1}".repeat(LONGEST_ID));
        let cases: [(&[&str], Result<usize, usize>); 18] = [
            (&["id\ndata:", &long, "\n\n"], Ok(LONGEST)),
            (&["id\ndata:", &long, "\nevent:a\n\n"], Err(LONGEST)),
            (&["event:a\n", &line], Err(LONGEST)),
            (&["data:", &long, "\n\n"], Ok(LONGEST)),
            (&["data:", &long, "x"], Err(LONGEST)),
            (&["data:", &long, "\ndata"], Ok(0)),
            (&["data:", &long, "\ndata\n"], Err(LONGEST)),
            (&["event:", &long, "\n\ndata\n\n"], Ok(0)),
            (&["event:", &long, "x"], Err(LONGEST)),
            (&["event:", &long, "\ndata:x"], Err(LONGEST)),
            (&["event:", &long, "\nevent: a\ndata:x\n\n"], Ok(1)),
            (&["data:x\nevent:", &long], Err(LONGEST)),
            (&[":", &long, &long, "\ndata:x\n\n"], Ok(1)),
            (
                &[&long, &long, ":", &long, "\nretry:", &long, "\ndata:x\n\n"],
                Ok(1),
            ),
            (&["id:", &id, "\ndata:", &long, "\n\n"], Ok(LONGEST)),
            (&["id:", &id, "i"], Err(LONGEST_ID)),
            (&["id:", &id, "\0", &long, "\ndata:x\n\n"], Ok(1)),
            (&["id:", &nuls, "\u{1}\0\n"], Err(LONGEST_ID)),
        ];
        for (number, (pieces, expected)) in cases.into_iter().enumerate() {
            for pieces in [pieces, &[pieces.concat().as_str()]] {
                let mut parser = Parser::default();
                let mut outcome = Ok(0);
                for piece in pieces {
                    parser.feed(Bytes::copy_from_slice(piece.as_bytes()));
                    let mut next = || parser.next_event().map_err(|Exceeded(limit)| limit);
                    while let Some(message) = next().unwrap_or_else(|limit| {
                        outcome = Err(limit);
                        None
                    }) {
                        outcome = Ok(message.data.len());
                    }
                }
                assert_eq!(outcome, expected, "{number}");
                assert!(parser.name.len() <= LONGEST_NAME);
            }
        }
    }

    #[test]
    fn the_reconnection_time_is_in_milliseconds() {
        let cases = [
            ("250", Some(250)),
            ("0000000000000000000000250", Some(250)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", None),
            ("soon", None),
            ("", None),
            ("1s", None),
            ("-1", None),
            ("1\nretry: 2s\nretry", Some(1)),
        ];
        for (value, expected) in cases {
            let expected = expected.map(Duration::from_millis);
            let (line, cut) = (
                format!("retry: {value}\n"),
                format!("retry: {value}").len() - 1,
            );
            assert_eq!(parse(&[&line]).1.reconnection_time, expected, "{value}");
            assert_eq!(
                parse(&[&line[..cut], &line[cut..]]).1.reconnection_time,
                expected,
                "{value}"
            );
        }
    }
}
