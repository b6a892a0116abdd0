//! Where the items of a file end, so that it is parsed one by one: parsed at once, Rust takes 60 times its size in memory.

/// A place in a file, as the byte behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark<'a> {
    /// Items end here; the text between two marks has any number of them.
    End { at: usize, head: Option<Head<'a>> },
    /// The `{` of a module.
    Open(usize),
    /// The `}` of a module.
    Close(usize),
}

impl Mark<'_> {
    /// The byte behind it.
    pub(super) fn at(&self) -> usize {
        match self {
            Self::End { at, .. } | Self::Open(at) | Self::Close(at) => *at,
        }
    }
}

/// What begins an item that is alone between two marks.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Head<'a> {
    /// `pub`, `struct`, `Name`
    pub(super) words: Vec<&'a str>,
    /// The letter behind them.
    pub(super) stop: Option<char>,
}

/// The most words of a head.
const WORDS: usize = 4;

/// The marks of a file; `None` where its brackets do not match.
pub(super) fn marks(text: &str) -> Option<Vec<Mark<'_>>> {
    let mut lexer = Lexer {
        text,
        at: 0,
        depth: 0,
        modules: 0,
        head: Head::default(),
        ends: 0,
        marks: Vec::new(),
    };
    while lexer.step()? {}
    (lexer.depth == 0 && lexer.modules == 0).then_some(lexer.marks)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Brackets that are open, without those of modules.
    depth: usize,
    modules: usize,
    /// The first words since the last mark; it has no stop as long as only words, attributes and comments have been met.
    head: Head<'a>,
    /// How many items may have ended since the last mark.
    ends: usize,
    marks: Vec<Mark<'a>>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> &'a str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// Reads a token; whether there is another.
    fn step(&mut self) -> Option<bool> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Some(false);
        };
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest)?,
            '"' => string(rest)?,
            '\'' => quote(rest)?,
            _ if is_word(first) => self.word(rest)?,
            '(' | '[' | '{' => {
                self.open(first);
                1
            }
            ')' | ']' | '}' => {
                self.close(first)?;
                1
            }
            ';' => {
                self.end(self.at + 1);
                1
            }
            _ => {
                let is_inner = first == '!' && self.before().ends_with('#');
                if !(first == '#' || first.is_whitespace() || is_inner) {
                    self.stop(first);
                }
                first.len_utf8()
            }
        };
        self.at += length;
        Some(true)
    }

    fn word(&mut self, rest: &'a str) -> Option<usize> {
        let length = word(rest);
        let (word, after) = rest.split_at(length);
        if matches!(word, "r" | "br" | "cr") {
            let hashes = after.len() - after.trim_start_matches('#').len();
            let behind = after.get(hashes..).unwrap_or_default();
            if let Some(inside) = behind.strip_prefix('"') {
                let close = format!("\"{}", "#".repeat(hashes));
                let end = inside.find(&close)?;
                return Some(length + hashes + 1 + end + close.len());
            }
            if hashes == 1 && behind.starts_with(is_word) {
                let length = length + 1 + self::word(behind);
                self.push(rest.get(..length)?);
                return Some(length);
            }
        }
        self.push(word);
        Some(length)
    }

    fn push(&mut self, word: &'a str) {
        if self.depth == 0 && self.head.stop.is_none() && self.head.words.len() < WORDS {
            self.head.words.push(word);
        }
    }

    /// What is no word ends the head.
    fn stop(&mut self, letter: char) {
        if self.depth == 0 {
            self.head.stop.get_or_insert(letter);
        }
    }

    fn open(&mut self, bracket: char) {
        let is_module = bracket == '{'
            && self.depth == 0
            && self.ends == 0
            && self.head.stop.is_none()
            && matches!(self.head.words.as_slice(), [.., "mod", _]);
        if is_module {
            self.modules += 1;
            self.mark(Mark::Open(self.at + 1));
        } else {
            // An attribute is no part of the head.
            let is_attribute = bracket == '[' && self.before().ends_with(['#', '!']);
            if !is_attribute {
                self.stop(bracket);
            }
            self.depth += 1;
        }
    }

    fn close(&mut self, bracket: char) -> Option<()> {
        if self.depth > 0 {
            self.depth -= 1;
            if bracket == '}' {
                self.end(self.at + 1);
            }
            return Some(());
        }
        self.modules = self.modules.checked_sub(1).filter(|_| bracket == '}')?;
        self.mark(Mark::Close(self.at + 1));
        Some(())
    }

    /// What may be the end of an item is one where an empty line comes behind it.
    fn end(&mut self, at: usize) {
        if self.depth > 0 {
            return;
        }
        self.ends += 1;
        self.stop(';');
        let behind = self.text.get(at..).unwrap_or_default();
        if behind.starts_with("\n\n") || behind.starts_with("\r\n\r\n") {
            let head = std::mem::take(&mut self.head);
            let head = (self.ends == 1).then_some(head);
            self.mark(Mark::End { at, head });
        }
    }

    fn mark(&mut self, mark: Mark<'a>) {
        self.marks.push(mark);
        self.head = Head::default();
        self.ends = 0;
    }
}

fn is_word(letter: char) -> bool {
    letter == '_' || letter.is_alphanumeric()
}

/// The length of the word at the start.
fn word(text: &str) -> usize {
    text.find(|letter| !is_word(letter)).unwrap_or(text.len())
}

/// The length of the block comment at the start; they nest.
pub(super) fn block_comment(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    loop {
        match bytes.get(at..at + 2)? {
            b"/*" => {
                depth += 1;
                at += 2;
            }
            b"*/" => {
                depth -= 1;
                at += 2;
            }
            _ => at += 1,
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

/// The length of the string literal at the start.
fn string(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of the character literal at the start, or of the mark of a lifetime.
fn quote(text: &str) -> Option<usize> {
    let mut letters = text.char_indices().skip(1);
    let (_, first) = letters.next()?;
    if first == '\\' {
        // What is escaped can be a quote.
        letters.next();
        return letters
            .find(|(_, letter)| *letter == '\'')
            .map(|(at, _)| at + 1);
    }
    match letters.next() {
        Some((at, '\'')) => Some(at + 1),
        _ => Some(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_bracket() {
        let one = [
            "struct A { a: &'static str }",
            "// }\nstruct A;",
            "/* } /* { */ */ struct A;",
            "#[a = \"}\\\"}\"] struct A;",
            "#[a = r#\"}\"}\n\n}\"#] struct A;",
            "const A: [char; 3] = ['}', '\\'', '\\u{7d}'];",
            "fn r#mod() { 'a: loop { break 'a } }",
            "struct A { r: br##\"\"#}\"## }",
        ];
        for text in one {
            let file = format!("{text}\n\n{text}\n\npub mod m {{\n{text}\n}}\n");
            let marks = marks(&file).unwrap();
            let kinds = marks.iter().map(|mark| match mark {
                Mark::End { .. } => 'e',
                Mark::Open(_) => '{',
                Mark::Close(_) => '}',
            });
            assert_eq!(kinds.collect::<String>(), "ee{}", "{text}");
        }
        for text in ["}", "mod a {", "struct A { ", "\"", "/*", "r#\"\"", "'\\"] {
            assert_eq!(marks(text), None, "{text}");
        }
    }
}
