//! Splits received data into lines, for newline-delimited JSON.

use bytes::Bytes;

/// The maximum size of an item of a stream in bytes: the default limit of a response that is not streamed.
pub const LONGEST: usize = 16 * 1024 * 1024;

/// A text exceeds its limit.
#[derive(Debug, PartialEq, Eq)]
pub struct TooLong;

/// Splits received data into lines. A line within one chunk is a slice of that chunk.
#[derive(Default)]
pub struct Lines {
    /// The last chunk, and how much of it is split.
    piece: Bytes,
    at: usize,
    /// The start of a line that is not complete yet.
    begun: Vec<u8>,
    /// Whether `begun` was completed and handed out.
    is_spent: bool,
}

/// The most memory that is kept for the next line that chunks cut.
const KEPT: usize = 64 * 1024;

impl Lines {
    /// Adds received data. Call it after everything before it has been split.
    pub fn feed(&mut self, piece: Bytes) {
        debug_assert!(
            self.at == self.piece.len(),
            "the previous data is not split"
        );
        self.piece = piece;
        self.at = 0;
    }

    /// The next line without its line break; `None` if no further line is complete.
    ///
    /// # Errors
    /// The line is too long.
    pub fn next_line(&mut self) -> Result<Option<&[u8]>, TooLong> {
        if std::mem::take(&mut self.is_spent) {
            self.begun.clear();
            if self.begun.capacity() > KEPT {
                self.begun = Vec::new();
            }
        }
        let start = self.at;
        let found = memchr::memchr(b'\n', &self.piece[start..]);
        let end = found.map_or(self.piece.len(), |length| start + length);
        if self.begun.len().saturating_add(end - start) > LONGEST {
            return Err(TooLong);
        }
        if found.is_none() {
            self.begun.extend_from_slice(&self.piece[start..]);
            self.piece = Bytes::new();
            self.at = 0;
            return Ok(None);
        }
        self.at = end + 1;
        let mut line = &self.piece[start..end];
        if !self.begun.is_empty() {
            self.begun.extend_from_slice(line);
            self.is_spent = true;
            line = &self.begun;
        }
        Ok(Some(line.strip_suffix(b"\r").unwrap_or(line)))
    }

    /// The incomplete line at the end.
    pub fn rest(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.begun)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(chunks: &[&[u8]]) -> Vec<Vec<u8>> {
        let mut lines = Lines::default();
        let mut all = Vec::new();
        for chunk in chunks {
            lines.feed(Bytes::copy_from_slice(chunk));
            while let Some(line) = lines.next_line().unwrap() {
                all.push(line.to_vec());
            }
            assert!(lines.piece.is_empty());
        }
        all.push(lines.rest());
        all
    }

    /// Wherever the chunks are cut.
    #[test]
    fn lines_of_chunks() {
        let text = b"a\n\nbc\r\n\r\n\rd\n\n{}\re";
        let expected: [&[u8]; 7] = [b"a", b"", b"bc", b"", b"\rd", b"", b"{}\re"];
        for first in 0..=text.len() {
            for second in first..=text.len() {
                let chunks = [&text[..first], &text[first..second], &text[second..]];
                assert_eq!(split(&chunks), expected, "{first} {second}");
            }
        }
    }

    /// The limit is that of one line; and a long one does not keep its memory.
    #[test]
    fn a_line_has_a_limit() {
        let most = vec![b'x'; LONGEST];
        for (chunks, fits) in [
            (vec![&most[..], b"\n"], true),
            (vec![&most[1..], b"x", b"\n", &most, b"\n"], true),
            (vec![&most[..], b"x"], false),
            (vec![&most[1..], b"\r", b"\n"], true),
            (vec![&most[..], b"\r\n"], false),
        ] {
            let mut lines = Lines::default();
            let mut outcome = Ok(());
            for chunk in chunks {
                lines.feed(Bytes::copy_from_slice(chunk));
                while outcome.is_ok() {
                    match lines.next_line() {
                        Ok(Some(_)) => {}
                        Ok(None) => break,
                        Err(error) => outcome = Err(error),
                    }
                }
            }
            assert_eq!(outcome.is_ok(), fits);
            assert!(!fits || lines.begun.capacity() <= KEPT);
        }
    }
}
