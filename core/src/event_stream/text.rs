use std::borrow::Cow;

use crate::lines::TooLong;

/// Text received in chunks that may split a character. Invalid UTF-8 is replaced as it is received, so that a limit counts what is kept.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// Always valid UTF-8.
    text: Vec<u8>,
    /// The start of a character that is not complete yet: at most three bytes.
    cut: Vec<u8>,
}

const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

impl Text {
    /// The length in bytes.
    pub(super) fn len(&self) -> usize {
        self.text.len() + self.cut.len()
    }

    /// Clears the text and keeps its memory.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.cut.clear();
    }

    /// Appends a chunk. Fails if the text would exceed `most` bytes.
    pub(super) fn push(&mut self, mut piece: &[u8], most: usize) -> Result<(), TooLong> {
        while !self.cut.is_empty() {
            let Some((&byte, rest)) = piece.split_first() else {
                break;
            };
            self.cut.push(byte);
            match std::str::from_utf8(&self.cut) {
                Ok(_) => {
                    let letter = std::mem::take(&mut self.cut);
                    self.add(&letter, most)?;
                    piece = rest;
                }
                Err(error) if error.error_len().is_none() => piece = rest,
                // The character is invalid. The byte is examined again, because it may start another one.
                Err(_) => {
                    self.cut.clear();
                    self.add(REPLACEMENT, most)?;
                }
            }
        }
        loop {
            let Err(error) = std::str::from_utf8(piece) else {
                return self.add(piece, most);
            };
            let (valid, rest) = piece.split_at(error.valid_up_to());
            self.add(valid, most)?;
            let Some(length) = error.error_len() else {
                self.cut.extend_from_slice(rest);
                return self.add(&[], most);
            };
            self.add(REPLACEMENT, most)?;
            piece = &rest[length..];
        }
    }

    /// Ends a text whose last character may be incomplete.
    pub(super) fn end(&mut self, most: usize) -> Result<(), TooLong> {
        if self.cut.is_empty() {
            return Ok(());
        }
        self.cut.clear();
        self.add(REPLACEMENT, most)
    }

    /// The text up to the last complete character.
    pub(super) fn to_str(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.text)
    }

    /// Takes the text and leaves it empty.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.cut.clear();
        std::mem::take(&mut self.text)
    }

    fn add(&mut self, valid: &[u8], most: usize) -> Result<(), TooLong> {
        if self.len().saturating_add(valid.len()) > most {
            return Err(TooLong);
        }
        self.text.extend_from_slice(valid);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_give_the_same_text() {
        let texts: [&[u8]; 8] = [
            b"",
            b"abc",
            "é😀ü".as_bytes(),
            b"\xff",
            b"\xf0\x9f\x98",
            b"a\xf0\x9f\x98b\xe2\x82",
            b"\xf0\x9f\xf0\x9f\x98\x80\xc3",
            b"\xed\xa0\x80\xf8\x88\x80\xc0\xaf",
        ];
        for whole in texts {
            let expected = String::from_utf8_lossy(whole);
            for (first, second) in
                (0..=whole.len()).flat_map(|a| (a..=whole.len()).map(move |b| (a, b)))
            {
                let mut text = Text::default();
                for piece in [&whole[..first], &whole[first..second], &whole[second..]] {
                    text.push(piece, 64).unwrap();
                }
                text.end(64).unwrap();
                assert_eq!(text.len(), expected.len());
                assert_eq!(
                    text.take(),
                    expected.as_bytes(),
                    "{whole:?} {first} {second}"
                );
            }
        }
    }

    #[test]
    fn the_limit_counts_what_is_kept() {
        let cases: [(&[u8], bool); 6] = [
            (b"123456", true),
            (b"1234567", false),
            (b"123\xff", true),
            (b"1234\xff", false),
            (b"1234\xc3", false),
            (b"123\xc3", true),
        ];
        for (whole, fits) in cases {
            for cut in 0..=whole.len() {
                let mut text = Text::default();
                let pushed = text.push(&whole[..cut], 6);
                let pushed = pushed.and_then(|()| text.push(&whole[cut..], 6));
                let pushed = pushed.and_then(|()| text.end(6));
                assert_eq!(pushed.is_ok(), fits, "{whole:?} {cut}");
                assert!(text.len() <= 6);
            }
        }
    }
}
