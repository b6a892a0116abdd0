//! A word of a command.

use std::ops::Range;

/// A word, and the variables of a shell in it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(in crate::curl) struct Word {
    pub(in crate::curl) text: String,
    /// Where variables that the shell would replace are in the text, and their names.
    variables: Vec<(Range<usize>, String)>,
}

impl Word {
    /// A word without variables.
    pub(in crate::curl) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            variables: Vec::new(),
        }
    }

    /// Adds a variable as it is written.
    pub(super) fn push_variable(&mut self, written: &str, name: &str) {
        let start = self.text.len();
        self.text.push_str(written);
        self.variables
            .push((start..self.text.len(), name.to_owned()));
    }

    /// The word without its first bytes.
    pub(in crate::curl) fn behind(&self, length: usize) -> Self {
        let variables = self.variables.iter();
        let moved = variables.filter_map(|(range, name)| {
            let start = range.start.checked_sub(length)?;
            Some((start..range.end - length, name.clone()))
        });
        Self {
            text: self.text.get(length..).unwrap_or_default().to_owned(),
            variables: moved.collect(),
        }
    }

    /// Windows passes `\"` of a command as a quote, so commands have a backslash before every quote that is meant; elsewhere backslashes
    /// escape nothing.
    pub(super) fn without_escaped_quotes(self) -> Self {
        let mut quotes = self.text.match_indices('"');
        let is_escaped = |(at, _): (usize, &str)| self.text[..at].ends_with('\\');
        if !self.text.contains('"') || !quotes.all(is_escaped) {
            return self;
        }
        let mut word = Self::default();
        let mut variables = self.variables.into_iter().peekable();
        let mut backslashes = 0_usize;
        for (at, letter) in self.text.char_indices() {
            if letter == '"' {
                // All but those that escape the quote and one another.
                let kept = word.text.len() - backslashes.div_ceil(2);
                word.text.truncate(kept);
            }
            backslashes = if letter == '\\' { backslashes + 1 } else { 0 };
            if let Some((range, name)) = variables.next_if(|(range, _)| range.start == at) {
                let start = word.text.len();
                word.variables.push((start..start + range.len(), name));
            }
            word.text.push(letter);
        }
        word
    }

    /// The text with `${name}` for each variable.
    pub(in crate::curl) fn template(&self) -> String {
        let mut out = String::new();
        let mut end = 0;
        for (range, name) in &self.variables {
            out.push_str(self.text.get(end..range.start).unwrap_or_default());
            out.push_str("${");
            out.push_str(name);
            out.push('}');
            end = range.end;
        }
        out.push_str(self.text.get(end..).unwrap_or_default());
        out
    }

    /// The name of the variable that is all of it.
    pub(in crate::curl) fn only_variable(&self) -> Option<&str> {
        match self.variables.as_slice() {
            [(range, name)] if range.len() == self.text.len() => Some(name),
            _ => None,
        }
    }
}

/// How far the end of a command in parentheses is looked for.
const FAR: usize = 1024;

/// The variable of a shell at the start of a text: how many bytes it has, and its name.
pub(super) fn variable(text: &str) -> Option<(usize, &str)> {
    let inside = text.strip_prefix('$')?;
    if inside.starts_with('(') {
        return command(inside).map(|length| (length + 1, "value"));
    }
    let braced = inside.strip_prefix('{');
    let start = if braced.is_some() { 2 } else { 1 };
    let name = braced.unwrap_or(inside);
    // `$env:NAME` of PowerShell.
    let scope = name
        .get(..4)
        .filter(|scope| scope.eq_ignore_ascii_case("env:"));
    let scope = scope.map_or(0, str::len);
    let name = &name[scope..];
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let length = name.find(|c| !is_name(c)).unwrap_or(name.len());
    if length == 0 {
        return None;
    }
    let end = start + scope + length;
    let name = &name[..length];
    if braced.is_none() {
        return Some((end, name));
    }
    // `${NAME:-default}`
    let rest = &text[end..];
    let close = rest.bytes().take(FAR).position(|byte| byte == b'}')?;
    Some((end + close + 1, name))
}

/// The length of `(…)`.
fn command(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (i, byte) in text.bytes().take(FAR).enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth <= 1 => return Some(i + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables() {
        for (text, expected) in [
            ("$A_1/x", Some((4, "A_1"))),
            ("${A}x", Some((4, "A"))),
            ("${A:-b}x", Some((7, "A"))),
            ("$env:A/x", Some((6, "A"))),
            ("${env:A}", Some((8, "A"))),
            ("$(cat (x))y", Some((10, "value"))),
            ("$", None),
            ("$ ", None),
            ("${", None),
            ("${a-b", None),
            ("$(a", None),
            ("$é", None),
        ] {
            assert_eq!(variable(text), expected, "{text}");
        }
    }

    #[test]
    fn templates() {
        let mut word = Word::new("-Th");
        word.push_variable("$A", "A");
        word.text.push('/');
        word.push_variable("$env:B", "B");
        assert_eq!(word.template(), "-Th${A}/${B}");
        assert_eq!(word.behind(3).template(), "${A}/${B}");
        assert_eq!(word.behind(6).only_variable(), Some("B"));
    }
}
