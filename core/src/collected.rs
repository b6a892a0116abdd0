//! The chunks of a body, collected in memory.

use bytes::{Bytes, BytesMut};

/// A body that is received completely. Most responses arrive in one chunk, which is kept without copying.
pub enum Collected {
    Single(Bytes),
    Growing(BytesMut),
}

impl Default for Collected {
    fn default() -> Self {
        Self::Single(Bytes::new())
    }
}

impl Collected {
    #[must_use]
    pub fn length(&self) -> usize {
        match self {
            Self::Single(content) => content.len(),
            Self::Growing(content) => content.len(),
        }
    }

    /// Adds a chunk. `left` is how much is announced after it: 0 if nothing is known. An announcement alone takes no memory: the buffer is at most
    /// eight times as large as what was received.
    pub fn push(&mut self, piece: Bytes, left: u64) {
        let length = self.length() + piece.len();
        let announced =
            usize::try_from(left).map_or(usize::MAX, |left| length.saturating_add(left));
        let wanted = if left == 0 {
            2 * length
        } else {
            announced.min(8 * length)
        };
        match self {
            Self::Single(content) if content.is_empty() => *content = piece,
            Self::Single(content) => {
                let mut growing = BytesMut::with_capacity(wanted);
                growing.extend_from_slice(content);
                growing.extend_from_slice(&piece);
                *self = Self::Growing(growing);
            }
            Self::Growing(content) => {
                if content.capacity() < length && left > 0 {
                    let mut larger = BytesMut::with_capacity(wanted);
                    larger.extend_from_slice(content);
                    *content = larger;
                }
                content.extend_from_slice(&piece);
            }
        }
    }

    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        match self {
            Self::Single(content) => content,
            Self::Growing(content) => content.freeze(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The buffer ends as large as announced, and is never much larger than what was received, whatever a server announces.
    #[test]
    fn an_announcement_takes_no_memory() {
        for (announced, received) in [(2_000_000, 2_000_000), (u64::MAX, 20_000), (0, 20_000)] {
            let mut collected = Collected::default();
            let mut expected = Vec::new();
            while expected.len() < received {
                let piece = vec![u8::try_from(expected.len() % 251).unwrap(); 1_000];
                expected.extend_from_slice(&piece);
                let left = u64::saturating_sub(announced, expected.len() as u64);
                collected.push(piece.into(), left);
                if let Collected::Growing(buffer) = &collected {
                    assert!(buffer.capacity() <= 8 * expected.len());
                }
            }
            if let Collected::Growing(buffer) = &collected
                && announced == received as u64
            {
                assert_eq!(buffer.capacity(), received);
            }
            assert_eq!(collected.into_bytes(), expected);
        }
    }
}
