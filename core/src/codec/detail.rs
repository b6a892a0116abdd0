//! Error details, which may repeat a whole body.

use std::fmt::{self, Write as _};

/// How many bytes are kept at each end of a long text.
pub(super) const KEPT: usize = 4 * 1024;

/// The text of `detail`. The middle of a text longer than 8 KiB is left out and never held in memory: serde repeats the text it rejects.
pub(super) fn shortened(detail: impl fmt::Display) -> String {
    let mut ends = Ends::default();
    // It fails only if a `Display` implementation does; the text then ends there.
    let _ = write!(ends, "{detail}");
    ends.join()
}

#[derive(Default)]
struct Ends {
    first: String,
    /// What follows the first bytes, or as much of its end as is needed.
    last: String,
    is_cut: bool,
}

impl Ends {
    fn join(mut self) -> String {
        self.cut(KEPT);
        self.first += if self.is_cut { " … " } else { "" };
        self.first + &self.last
    }

    /// Keeps at most that many bytes of the end.
    fn cut(&mut self, most: usize) {
        if self.last.len() > most {
            let start = boundary(&self.last, self.last.len() - most);
            self.last.drain(..start);
            self.is_cut = true;
        }
    }
}

impl fmt::Write for Ends {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = if self.last.is_empty() {
            KEPT.saturating_sub(self.first.len())
        } else {
            0
        };
        let (first, mut rest) = text.split_at(boundary(text, room.min(text.len())));
        self.first += first;
        if rest.len() > KEPT {
            rest = &rest[boundary(rest, rest.len() - KEPT)..];
            self.last.clear();
            self.is_cut = true;
        }
        self.last += rest;
        // Rarely, so that each byte is moved at most twice.
        if self.last.len() > 4 * KEPT {
            self.cut(KEPT);
        }
        Ok(())
    }
}

/// The first character boundary at or after `from`.
fn boundary(text: &str, from: usize) -> usize {
    (from..text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_a_long_text() {
        for short in ["", "a", "é😀", &"é".repeat(KEPT)] {
            assert_eq!(shortened(short), short);
        }
        let long = format!("begin {} end", "é😀".repeat(1 << 20));
        // In one piece and in many.
        for words in [
            shortened(&long),
            shortened(format_args!("{}", Letters(&long))),
        ] {
            assert!(words.len() < 2 * KEPT + 16, "{}", words.len());
            assert!(words.starts_with("begin é😀") && words.ends_with("é😀 end"));
            assert!(words.contains(" … "));
        }
    }

    struct Letters<'a>(&'a str);

    impl fmt::Display for Letters<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.chars().try_for_each(|letter| f.write_char(letter))
        }
    }
}
