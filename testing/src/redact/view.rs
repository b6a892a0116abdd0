//! A decoded text that remembers the original position of each byte.

use std::ops::Range;

use super::hit::Hit;

/// The decoded text, with the original position of each byte and of its end.
pub(super) struct View {
    pub(super) text: Vec<u8>,
    positions: Vec<usize>,
}

/// Decodes an escape at the beginning of a text: the decoded bytes, and the length of the escape.
type Step = fn(&[u8]) -> Option<(Vec<u8>, usize)>;

impl View {
    /// A view for each encoding whose escape character occurs in the text.
    pub(super) fn all(text: &[u8]) -> impl Iterator<Item = Self> {
        let has = |byte: u8| text.contains(&byte);
        let steps: [(bool, Step); 4] = [
            (has(b'%'), percent),
            (has(b'+'), form),
            (has(b'&'), entity),
            (has(b'\\'), escape),
        ];
        let present = steps.into_iter().filter(|(is_there, _)| *is_there);
        present.filter_map(|(_, step)| Self::new(text, step))
    }

    /// The data of an event stream: its lines without `data:`.
    pub(super) fn of_events(text: &[u8]) -> Self {
        let mut view = Self {
            text: Vec::with_capacity(text.len()),
            positions: Vec::with_capacity(text.len() + 1),
        };
        let mut start = 0;
        for line in text.split_inclusive(|&byte| byte == b'\n') {
            let data = line.strip_prefix(b"data:").unwrap_or(line);
            let data = data.strip_prefix(b" ").unwrap_or(data);
            let data_start = start + line.len() - data.len();
            view.text.extend_from_slice(data);
            view.positions.extend(data_start..data_start + data.len());
            start += line.len();
        }
        view.positions.push(start);
        view
    }

    /// The decoded text; `None` if decoding changes nothing.
    fn new(text: &[u8], step: Step) -> Option<Self> {
        let mut view = Self {
            text: Vec::with_capacity(text.len()),
            positions: Vec::with_capacity(text.len() + 1),
        };
        let mut at = 0;
        let mut is_changed = false;
        while let Some(&byte) = text.get(at) {
            let decoded = if matches!(byte, b'%' | b'+' | b'&' | b'\\') {
                step(&text[at..])
            } else {
                None
            };
            if let Some((bytes, length)) = decoded {
                is_changed = true;
                view.positions.extend(bytes.iter().map(|_| at));
                view.text.extend(bytes);
                at += length;
            } else {
                view.positions.push(at);
                view.text.push(byte);
                at += 1;
            }
        }
        view.positions.push(at);
        is_changed.then_some(view)
    }

    /// Maps a hit in this text to the original text.
    pub(super) fn origin(&self, hit: Hit) -> Hit {
        let position = |at: usize| self.positions.get(at).copied().unwrap_or_default();
        let range: Range<usize> = position(hit.range.start)..position(hit.range.end);
        Hit { range, ..hit }
    }
}

/// `%2B`
fn percent(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    let byte = hex(text.strip_prefix(b"%")?.get(..2)?)?;
    Some((vec![u8::try_from(byte).ok()?], 3))
}

/// The same, and `+` for a space.
fn form(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    match text.first() {
        Some(b'+') => Some((vec![b' '], 1)),
        _ => percent(text),
    }
}

/// `&amp;`, `&#38;`, `&#x26;`
fn entity(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    const LONGEST: usize = 10;
    let head = text.get(1..text.len().min(LONGEST + 1))?;
    let end = head.iter().position(|&byte| byte == b';')?;
    let name = head.get(..end)?;
    let code = match name {
        b"amp" => u32::from(b'&'),
        b"lt" => u32::from(b'<'),
        b"gt" => u32::from(b'>'),
        b"quot" => u32::from(b'"'),
        b"apos" => u32::from(b'\''),
        [b'#', b'x' | b'X', digits @ ..] => hex(digits)?,
        [b'#', digits @ ..] => std::str::from_utf8(digits).ok()?.parse().ok()?,
        _ => return None,
    };
    text.first().filter(|&&byte| byte == b'&')?;
    Some((utf8(code)?, end + 2))
}

/// `\n`, `\"`, `\x22`, `\u0022`
fn escape(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    let rest = text.strip_prefix(b"\\")?;
    let byte = match rest.first()? {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        &byte @ (b'"' | b'\'' | b'\\' | b'/') => byte,
        b'x' => return Some((utf8(hex(rest.get(1..3)?)?)?, 4)),
        b'u' => {
            let high = hex(rest.get(1..5)?)?;
            let low = rest.get(5..11).and_then(|low| {
                hex(low.strip_prefix(b"\\u")?).filter(|low| (0xDC00..0xE000).contains(low))
            });
            return match low {
                Some(low) if (0xD800..0xDC00).contains(&high) => {
                    let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                    Some((utf8(code)?, 12))
                }
                _ => Some((utf8(high)?, 6)),
            };
        }
        _ => return None,
    };
    Some((vec![byte], 2))
}

fn hex(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

fn utf8(code: u32) -> Option<Vec<u8>> {
    Some(char::from_u32(code)?.to_string().into_bytes())
}
