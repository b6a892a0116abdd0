//! What stands around the items of a file: the marks at its start, the ends of its lines, the space and the comments before an item and behind it.

use std::borrow::Cow;

use super::cut::block_comment;

/// What of a file is no item: it is taken off before a file is cut, and put back.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// A byte order mark, and the first line of a script.
    start: String,
    is_crlf: bool,
}

impl Layout {
    /// The text of a file with a line end before its first line and behind its last, so that every line can be moved.
    pub(super) fn take(text: &str) -> (Self, Cow<'_, str>) {
        let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
        let is_script = rest.starts_with("#!") && !rest[2..].trim_start().starts_with('[');
        let rest = if is_script {
            rest.find('\n').map_or("", |end| &rest[end..])
        } else {
            rest
        };
        let start = text[..text.len() - rest.len()].trim_end_matches('\r');
        // As rustfmt knows it.
        let is_crlf = text
            .split_once('\n')
            .is_some_and(|(line, _)| line.ends_with('\r'));
        let layout = Self {
            start: start.to_owned(),
            is_crlf,
        };
        let before = if is_script { "" } else { "\n" };
        // In strings too, Rust reads the one as the other.
        let rest = rest.replace("\r\n", "\n");
        let behind = if rest.ends_with('\n') { "" } else { "\n" };
        (layout, Cow::Owned(format!("{before}{rest}{behind}")))
    }

    /// The lines of the file by which its text is longer.
    pub(super) const fn more_lines(&self) -> usize {
        // A byte order mark is on the first line.
        if self.start.len() > '\u{feff}'.len_utf8() {
            0
        } else {
            1
        }
    }

    /// The file of a text.
    pub(super) fn put_back(&self, text: &str) -> String {
        let text = text.trim_start_matches('\n');
        let is_script = self.more_lines() == 0;
        let between = if is_script { "\n" } else { "" };
        let file = format!("{}{between}{text}", self.start);
        if self.is_crlf {
            file.replace('\n', "\r\n")
        } else {
            file
        }
    }
}

/// What is in front of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lead {
    /// Where its first word, attribute or doc comment is.
    pub(super) item: usize,
    /// Where the line begins that is above the item and its comments: at a line end, if an empty line is above them.
    pub(super) attached: usize,
}

impl Lead {
    pub(super) fn of(text: &str) -> Self {
        let (mut at, mut attached) = (0, 0);
        loop {
            let rest = &text[at..];
            let space = &rest[..rest.len() - rest.trim_start().len()];
            if let Some(last) = space
                .rfind('\n')
                .filter(|last| space[..*last].contains('\n'))
            {
                attached = at + last;
            }
            at += space.len();
            match comment(&text[at..]) {
                Some(length) => at += length,
                None => return Self { item: at, attached },
            }
        }
    }
}

/// The length of a comment at the start that is no doc comment.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        let is_doc =
            text.starts_with("//!") || text.starts_with("///") && !text.starts_with("////");
        return (!is_doc).then(|| text.find('\n').unwrap_or(text.len()));
    }
    let is_doc = ["/**", "/*!"].iter().any(|mark| text.starts_with(mark))
        && !["/***", "/**/"].iter().any(|mark| text.starts_with(mark));
    if is_doc || !text.starts_with("/*") {
        return None;
    }
    block_comment(text)
}

/// Where an item ends that ends at this byte: a comment behind it, on its last line, belongs to it.
pub(super) fn with_comment(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let space = line.len() - line.trim_start().len();
    match comment(&line[space..]) {
        Some(length) if line[space + length..].trim().is_empty() => end + space + length,
        _ => end,
    }
}

/// Whether it begins on a line of its own.
pub(super) fn is_on_new_line(text: &str) -> bool {
    text.trim_start_matches([' ', '\t']).starts_with('\n')
}

/// The same on a line of its own.
pub(super) fn on_new_line(text: &str, depth: usize) -> String {
    if is_on_new_line(text) {
        return text.to_owned();
    }
    let indent = "    ".repeat(depth);
    format!("\n{indent}{}", text.trim_start_matches([' ', '\t']))
}

/// With an empty line above it.
pub(super) fn apart(text: &str, depth: usize) -> String {
    let text = on_new_line(text, depth);
    let space = &text[..text.len() - text.trim_start().len()];
    if space.matches('\n').count() > 1 {
        text
    } else {
        format!("\n{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_is_put_back() {
        let (bom, script) = ("\u{feff}", "#!/usr/bin/env rust-script");
        for start in [
            String::new(),
            bom.to_owned(),
            format!("{script}\n"),
            format!("{bom}{script}\n"),
        ] {
            for body in ["", "use a;\n", "#![a]\n\nuse a;\n", "// c\nuse a;\n"] {
                let lf = format!("{start}{body}");
                for file in [lf.replace('\n', "\r\n"), lf] {
                    let (layout, text) = Layout::take(&file);
                    assert!(text.starts_with('\n') && text.ends_with('\n'), "{file:?}");
                    assert!(!text.contains(['\r', '\u{feff}']), "{file:?}");
                    let body = text.trim_start_matches('\n');
                    if !body.is_empty() {
                        let last = |text: &str| text.trim_end().matches('\n').count();
                        assert_eq!(last(&text), last(&file) + layout.more_lines(), "{file:?}");
                    }
                    assert_eq!(layout.put_back(body), file);
                }
            }
        }
    }

    #[test]
    fn comments_belong_to_what_they_are_next_to() {
        let cases = [
            ("\nuse a;", 0, "\n"),
            ("\n\nuse a;", 1, "\n\n"),
            ("\n// a\nuse a;", 0, "\n// a\n"),
            (
                "\n// a\n\n    // b\n    use a;",
                6,
                "\n// a\n\n    // b\n    ",
            ),
            ("\n/* a\n\n*/ use a;", 0, "\n/* a\n\n*/ "),
            ("\n\n/// a\nuse a;", 1, "\n\n"),
            ("\n//// a\n#[a] use a;", 0, "\n//// a\n"),
        ];
        for (text, attached, before) in cases {
            let item = before.len();
            assert_eq!(Lead::of(text), Lead { item, attached }, "{text:?}");
        }
        let behind = [
            (" // a\nb", " // a"),
            (" /* a */ \nb", " /* a */"),
            (" /* a */ b", ""),
            (" /* a\n */\nb", ""),
            (" /// a\nb", ""),
            ("\n// a", ""),
            (" b // a", ""),
        ];
        for (text, comment) in behind {
            assert_eq!(with_comment(text, 0), comment.len(), "{text:?}");
        }
    }
}
