//! Descriptions as doc comments: Markdown stays Markdown, but nothing in it is run as a test, taken for a link to an item, or for HTML.

/// Words with a hump that are no code, as clippy knows them too.
const PROPER: [&str; 24] = [
    "DevOps",
    "GitHub",
    "GitLab",
    "GraphQL",
    "IPv4",
    "IPv6",
    "JavaScript",
    "LaTeX",
    "NaN",
    "OAuth",
    "OpenSSH",
    "OpenSSL",
    "OpenStreetMap",
    "OpenTelemetry",
    "PostScript",
    "TeX",
    "TypeScript",
    "WebAssembly",
    "WebP",
    "WebRTC",
    "WebSocket",
    "WebSockets",
    "iOS",
    "macOS",
];

/// The lines of a description.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let mut page = Page::default();
    for line in text.trim().lines() {
        page.line(&line.replace('\t', "    "));
    }
    page.finish()
}

#[derive(Default)]
struct Page {
    lines: Vec<String>,
    /// The marks that end the code we are in.
    fence: Option<String>,
    /// Whether code is written by its indentation alone.
    is_indented_code: bool,
    /// The lists we are in: where their marks stood, and where their text stands now.
    lists: Vec<(usize, usize)>,
}

impl Page {
    fn line(&mut self, line: &str) {
        let trimmed = line.trim();
        if let Some(fence) = self.fence.clone() {
            if trimmed.starts_with(&fence) && trimmed.trim_start_matches(['`', '~']).is_empty() {
                self.fence = None;
                self.lines.push("```".to_owned());
            } else {
                self.lines.push(line.trim_end().to_owned());
            }
            return;
        }
        let indent = line.len() - line.trim_start_matches(' ').len();
        if self.is_indented_code && (indent >= 4 || trimmed.is_empty()) {
            self.lines
                .push(line.get(4..).unwrap_or_default().trim_end().to_owned());
            return;
        }
        self.end_indented_code();
        if trimmed.is_empty() {
            self.blank();
        } else if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            self.open(trimmed);
        } else if let Some(mark) = list_mark(trimmed) {
            self.item(indent, mark, trimmed);
        } else if indent >= 4 && self.lists.is_empty() && self.is_after_blank() {
            self.is_indented_code = true;
            self.lines.push("```text".to_owned());
            self.lines.push(line[4..].trim_end().to_owned());
        } else {
            self.text(indent, trimmed);
        }
    }

    fn is_after_blank(&self) -> bool {
        self.lines.last().is_none_or(String::is_empty)
    }

    fn blank(&mut self) {
        if !self.is_after_blank() {
            self.lines.push(String::new());
        }
    }

    /// Code without a language would be compiled and run.
    fn open(&mut self, trimmed: &str) {
        let mark = &trimmed[..3];
        let language = trimmed.trim_start_matches(['`', '~']).trim();
        let word: String = language
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let is_rust = [
            "", "rust", "rs", "ignore", "no", "should", "compile", "test", "edition", "custom",
        ];
        let word = word.to_lowercase();
        let is_run = is_rust.contains(&word.as_str())
            || word.starts_with("edition")
            || word.starts_with('e');
        let word = if is_run { "text" } else { &word };
        self.lists.clear();
        self.lines.push(format!("```{word}"));
        self.fence = Some(mark.to_owned());
    }

    fn item(&mut self, indent: usize, mark: &str, trimmed: &str) {
        while self.lists.last().is_some_and(|(outer, _)| *outer >= indent) {
            self.lists.pop();
        }
        let column = self.lists.last().map_or(0, |(_, text)| *text);
        self.lists.push((indent, column + mark.len() + 1));
        let text = inline(trimmed[mark.len()..].trim());
        self.lines
            .push(format!("{}{mark} {text}", " ".repeat(column)));
    }

    fn text(&mut self, indent: usize, trimmed: &str) {
        if self.is_after_blank() && indent == 0 {
            self.lists.clear();
        }
        let was_quote = self.lines.last().is_some_and(|line| line.starts_with('>'));
        if was_quote && !trimmed.starts_with('>') {
            self.lines.push(String::new());
        }
        let column = self.lists.last().map_or(0, |(_, text)| *text);
        self.lines
            .push(format!("{}{}", " ".repeat(column), inline(trimmed)));
    }

    fn end_indented_code(&mut self) {
        if std::mem::take(&mut self.is_indented_code) {
            while self.lines.last().is_some_and(String::is_empty) {
                self.lines.pop();
            }
            self.lines.push("```".to_owned());
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.end_indented_code();
        if self.fence.is_some() {
            self.lines.push("```".to_owned());
        }
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }
}

/// `-`, `*`, `+`, `1.` or `1)` in front of an item.
fn list_mark(line: &str) -> Option<&str> {
    let end = line.find(' ')?;
    let mark = &line[..end];
    let is_number = mark.strip_suffix(['.', ')']).is_some_and(|number| {
        !number.is_empty() && number.len() < 4 && number.chars().all(|c| c.is_ascii_digit())
    });
    (["-", "*", "+"].contains(&mark) || is_number).then_some(mark)
}

/// A line of text with everything marked or escaped that would mean something else in Rust's documentation.
pub(crate) fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '`' => code(rest, &mut out),
            '[' => link(rest, &mut out),
            '<' => angle(rest, &mut out),
            ']' => {
                out.push_str("\\]");
                1
            }
            '\\' => {
                let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                out.push_str(&rest[..length]);
                length
            }
            _ if rest.starts_with("http://") || rest.starts_with("https://") => {
                address(rest, &mut out)
            }
            _ if is_word(first) => word(rest, &mut out),
            _ => {
                out.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn code(rest: &str, out: &mut String) -> usize {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let inside = &rest[ticks..];
    let fence = "`".repeat(ticks);
    match inside.find(&fence) {
        Some(end) if end > 0 => {
            let length = ticks + end + ticks;
            out.push_str(&rest[..length]);
            length
        }
        _ => {
            out.push_str(&"\\`".repeat(ticks));
            ticks
        }
    }
}

/// `[text](address)` stays; brackets alone would be a link to an item.
fn link(rest: &str, out: &mut String) -> usize {
    let close = rest.find("](");
    let end = close.and_then(|close| rest[close..].find(')').map(|end| close + end));
    if let (Some(close), Some(end)) = (close, end) {
        let (text, target) = (&rest[1..close], rest[close + 2..end].trim());
        let is_address =
            target.contains("://") || target.starts_with('#') || target.starts_with("mailto:");
        if is_address && !target.contains([' ', '<', '>']) && !text.contains('[') {
            out.push('[');
            out.push_str(&inline(text));
            out.push_str("](");
            out.push_str(target);
            out.push(')');
            return end + 1;
        }
    }
    out.push_str("\\[");
    1
}

/// `<https://…>` stays; anything else would be HTML.
fn angle(rest: &str, out: &mut String) -> usize {
    if let Some(end) = rest.find('>') {
        let inside = &rest[1..end];
        if (inside.starts_with("https://") || inside.starts_with("http://"))
            && !inside.contains(' ')
        {
            out.push_str(&rest[..=end]);
            return end + 1;
        }
        if ["br", "br/", "br /"].contains(&inside) {
            out.push(' ');
            return end + 1;
        }
    }
    out.push_str("\\<");
    1
}

fn address(rest: &str, out: &mut String) -> usize {
    let ends = |c: char| c.is_whitespace() || "<>()[]\"'`".contains(c);
    let address = &rest[..rest.find(ends).unwrap_or(rest.len())];
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    if address.ends_with("://") {
        out.push_str(address);
    } else {
        out.push('<');
        out.push_str(address);
        out.push('>');
    }
    address.len()
}

/// A word; in backticks where it is a name from code.
fn word(rest: &str, out: &mut String) -> usize {
    let mut length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    while rest[length..].starts_with("::") && rest[length + 2..].starts_with(is_word) {
        let more = &rest[length + 2..];
        length += 2 + more.find(|c| !is_word(c)).unwrap_or(more.len());
    }
    let word = &rest[..length];
    if is_name(word) {
        out.push('`');
        out.push_str(word);
        out.push('`');
    } else {
        out.push_str(word);
    }
    length
}

fn is_name(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let has_hump = letters
        .windows(2)
        .any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase());
    let inner = word.trim_matches('_');
    let is_plain = PROPER.contains(&word) || inner.is_empty();
    !is_plain && (has_hump || inner.contains('_') || word.contains("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rustdoc_would_take_for_something_else() {
        let cases = [
            ("The `link.id` to update.", "The `link.id` to update."),
            (
                "see [docs](https://x.test/a_b)",
                "see [docs](https://x.test/a_b)",
            ),
            (
                "an array [string] of <b>ids</b>",
                "an array \\[string\\] of \\<b>ids\\</b>",
            ),
            ("see https://x.test/a.", "see <https://x.test/a>."),
            (
                "the page_size of a LinkPage",
                "the `page_size` of a `LinkPage`",
            ),
            ("on GitHub, _really_", "on GitHub, _really_"),
            ("a ` alone", "a \\` alone"),
            ("[Up](#top)", "[Up](#top)"),
            ("[relative](other.md)", "\\[relative\\](other.md)"),
            ("std::fmt", "`std::fmt`"),
        ];
        for (text, expected) in cases {
            assert_eq!(inline(text), expected, "{text}");
        }
    }

    #[test]
    fn pages() {
        let cases: [(&str, &[&str]); 9] = [
            ("a\n\n\n\nb\n", &["a", "", "b"]),
            // Spaces that are no ASCII are no indentation: code does not begin with them.
            ("a\n\n\u{3000}\u{3000}b", &["a", "", "b"]),
            (
                "a\n\n    c\n\u{a0}\u{a0}\u{3000}d",
                &["a", "", "```text", "c", "```", "d"],
            ),
            ("```\ncode\n```", &["```text", "code", "```"]),
            ("```json\n{}", &["```json", "{}", "```"]),
            ("```rust,ignore\nx\n```", &["```text", "x", "```"]),
            (
                "a\n\n    code\n\n    more\nb",
                &["a", "", "```text", "code", "", "more", "```", "b"],
            ),
            (
                "- one\ntwo\n    - three\n\nfour",
                &["- one", "  two", "  - three", "", "four"],
            ),
            ("> quote\ntext", &["> quote", "", "text"]),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(text), expected, "{text}");
        }
    }
}
