//! `$'…'`, whose escapes most shells have.

use super::Lexer;
use super::word::Word;
use crate::error::DocumentError;

impl Lexer<'_> {
    /// `$'…'`
    pub(super) fn ansi(&mut self, open: usize, word: &mut Word) -> Result<(), DocumentError> {
        // Bytes, because `\xc3\xa9` is one character.
        let mut bytes = Vec::new();
        let mut utf8 = [0; 4];
        loop {
            let letter = match self.letters.next() {
                None => return Err(self.unclosed(open, '\'')),
                Some((_, '\'')) => break,
                Some((_, '\\')) => match self.escape() {
                    Escape::Byte(byte) => {
                        bytes.push(byte);
                        continue;
                    }
                    Escape::Letter(letter) => letter,
                    Escape::Unknown(letter) => {
                        bytes.push(b'\\');
                        letter
                    }
                },
                Some((_, letter)) => letter,
            };
            bytes.extend_from_slice(letter.encode_utf8(&mut utf8).as_bytes());
        }
        word.text.push_str(&String::from_utf8_lossy(&bytes));
        Ok(())
    }

    fn escape(&mut self) -> Escape {
        let Some((_, letter)) = self.letters.next() else {
            return Escape::Letter('\\');
        };
        match letter {
            'n' => Escape::Letter('\n'),
            't' => Escape::Letter('\t'),
            'r' => Escape::Letter('\r'),
            'a' => Escape::Byte(7),
            'b' => Escape::Byte(8),
            'e' | 'E' => Escape::Byte(27),
            'f' => Escape::Byte(12),
            'v' => Escape::Byte(11),
            '\\' | '\'' | '"' | '?' => Escape::Letter(letter),
            'x' => self.digits(16, 2).map_or(Escape::Unknown('x'), byte),
            'u' => self.digits(16, 4).map_or(Escape::Unknown('u'), letter_of),
            'U' => self.digits(16, 8).map_or(Escape::Unknown('U'), letter_of),
            '0'..='7' => {
                let first = letter.to_digit(8).unwrap_or_default();
                let more = (0..2).fold(first, |value, _| {
                    let digit = self.letters.next_if(|&(_, letter)| letter.is_digit(8));
                    let digit = digit.and_then(|(_, letter)| letter.to_digit(8));
                    digit.map_or(value, |digit| value * 8 + digit)
                });
                byte(more)
            }
            other => Escape::Unknown(other),
        }
    }

    /// Up to `most` digits; `None` where there is none.
    fn digits(&mut self, radix: u32, most: usize) -> Option<u32> {
        let mut value = None;
        for _ in 0..most {
            let digit = self.letters.next_if(|&(_, letter)| letter.is_digit(radix));
            let Some(digit) = digit.and_then(|(_, letter)| letter.to_digit(radix)) else {
                break;
            };
            value = Some(value.unwrap_or(0) * radix + digit);
        }
        value
    }
}

enum Escape {
    Byte(u8),
    Letter(char),
    Unknown(char),
}

fn byte(value: u32) -> Escape {
    Escape::Byte(u8::try_from(value & 0xff).unwrap_or_default())
}

fn letter_of(value: u32) -> Escape {
    Escape::Letter(char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER))
}
