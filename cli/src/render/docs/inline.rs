//! The text of one block: gathered in tokens, so that what stands beside a mark is known before the mark is written.

use super::words::{address, is_address, is_entity, is_name, is_word, placeholder, word};

/// How a stretch of text is set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Emphasis,
    Strong,
    Struck,
}

#[derive(Debug)]
enum Token {
    /// As it stands in Markdown.
    Text(String),
    /// A span of code, or an address in angle brackets: it cannot touch another one.
    Span(String),
    /// A name from code, in backticks where no span stands beside it.
    Name(String),
    Open(Style),
    Close(Style),
    Break {
        is_hard: bool,
    },
}

/// Where the text stands, which decides what it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    /// A `|` would end it.
    Cell,
}

/// The text of a block until it is written.
#[derive(Debug, Default)]
pub(super) struct Inline {
    tokens: Vec<Token>,
}

impl Inline {
    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Markdown that stays as it is.
    pub(super) fn raw(&mut self, text: impl Into<String>) {
        self.tokens.push(Token::Text(text.into()));
    }

    /// A link whose text is its address.
    pub(super) fn autolink(&mut self, address: &str) {
        self.tokens.push(Token::Span(format!("<{address}>")));
    }

    /// Whether the last thing is the end of a line.
    pub(super) fn ends_in_break(&self) -> bool {
        let is_space =
            |token: &&Token| matches!(token, Token::Text(text) if text.trim().is_empty());
        let last = self
            .tokens
            .iter()
            .rev()
            .take(2)
            .find(|token| !is_space(token));
        matches!(last, Some(Token::Break { is_hard: true }))
    }

    /// Whether a space would be one too many: at the start, and behind another one.
    pub(super) fn ends_in_space(&self) -> bool {
        let mut tokens = self.tokens.iter().rev();
        match tokens.find(|token| !is_style(token)) {
            Some(Token::Text(text)) => text.ends_with(' '),
            Some(token) => matches!(token, Token::Break { .. }),
            None => true,
        }
    }

    /// Whether what follows belongs to the word before it.
    pub(super) fn ends_in_word(&self) -> bool {
        last(self.tokens.last()).is_some_and(|c| is_word(c) || c == '`')
    }

    pub(super) fn pop(&mut self) {
        self.tokens.pop();
    }

    pub(super) fn open(&mut self, style: Style) {
        self.tokens.push(Token::Open(style));
    }

    pub(super) fn close(&mut self, style: Style) {
        self.tokens.push(Token::Close(style));
    }

    pub(super) fn line_break(&mut self, is_hard: bool) {
        self.tokens.push(Token::Break { is_hard });
    }

    pub(super) fn code(&mut self, text: &str, place: Place) {
        if !text.trim().is_empty() {
            self.tokens.push(Token::Span(code_span(text, place)));
        }
    }

    /// Text as people read it: everything that Markdown would take for more is escaped, names from code stand in backticks, and
    /// addresses are links unless this is the text of one.
    pub(super) fn text(&mut self, text: &str, place: Place, is_linked: bool) {
        let mut out = String::new();
        let mut before = None;
        let is_in_word = self.ends_in_word();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let mut length = first.len_utf8();
            let after = rest[length..].chars().next();
            if first.is_ascii_lowercase()
                && !is_linked
                && !before.is_some_and(is_word)
                && let Some(address) = address(rest, place == Place::Cell)
            {
                self.flush(&mut out);
                if is_address(address) {
                    self.autolink(address);
                } else {
                    self.tokens.push(Token::Name(address.to_owned()));
                }
                length = address.len();
            } else if first == '<'
                && !before.map_or(is_in_word, is_word)
                && let Some(placeholder) = placeholder(rest)
            {
                self.flush(&mut out);
                self.tokens.push(Token::Span(code_span(placeholder, place)));
                length = placeholder.len();
            } else if is_word(first) {
                let word = word(rest);
                length = word.len();
                if is_name(word) {
                    self.flush(&mut out);
                    self.tokens.push(Token::Name(word.to_owned()));
                } else {
                    out.push_str(&word.replace('_', "\\_"));
                }
            } else if needs_escape(rest, before, after, place) {
                out.push('\\');
                out.push(first);
            } else if first.is_whitespace() {
                out.push(' ');
            } else {
                out.push(first);
            }
            before = rest[..length].chars().next_back();
            rest = &rest[length..];
        }
        self.flush(&mut out);
    }

    fn flush(&mut self, out: &mut String) {
        if !out.is_empty() {
            self.tokens.push(Token::Text(std::mem::take(out)));
        }
    }

    /// The text where it has to stand on one line.
    pub(super) fn on_one_line(&mut self, with_styles: bool) -> String {
        for token in &mut self.tokens {
            if let Token::Break { is_hard } = token {
                *is_hard = false;
            }
        }
        self.lines(with_styles, usize::MAX).join(" ")
    }

    /// The lines of the text, and nothing where there is none. Where one is longer than a width, all of them are filled again.
    pub(super) fn lines(&mut self, with_styles: bool, width: usize) -> Vec<String> {
        let tokens = std::mem::take(&mut self.tokens);
        let marks = marks(&tokens, with_styles);
        let lines = laid_out(&tokens, &marks, None);
        if lines.iter().all(|line| line.chars().count() <= width) {
            return lines;
        }
        laid_out(&tokens, &marks, Some(width))
    }
}

/// The lines, as they were broken or filled up to a width.
fn laid_out(tokens: &[Token], marks: &[&str], width: Option<usize>) -> Vec<String> {
    let mut lines = Lines {
        width,
        ..Lines::default()
    };
    let mut is_after_span = false;
    for (at, (token, mark)) in tokens.iter().zip(marks).enumerate() {
        let mut is_span = matches!(token, Token::Span(_));
        match token {
            Token::Name(name) => {
                is_span = !(is_after_span || matches!(tokens.get(at + 1), Some(Token::Span(_))));
                if is_span {
                    lines.line.push_str(&code_span(name, Place::Text));
                } else {
                    lines.line.push_str(&name.replace('_', "\\_"));
                }
            }
            Token::Text(text) => {
                // A link behind it would be an image.
                if text.starts_with('[') && lines.line.ends_with('!') {
                    lines.line.insert(lines.line.len() - 1, '\\');
                }
                lines.text(text);
            }
            Token::Span(text) => {
                if is_after_span {
                    lines.text(" ");
                }
                lines.line.push_str(text);
            }
            Token::Open(_) | Token::Close(_) => lines.line.push_str(mark),
            Token::Break { is_hard: false } if width.is_some() => lines.text(" "),
            Token::Break { is_hard } => lines.end(*is_hard),
        }
        is_after_span = is_span || (is_after_span && mark.is_empty() && is_style(token));
    }
    lines.end(false);
    lines.done
}

/// Lines while they are written.
#[derive(Debug, Default)]
struct Lines {
    width: Option<usize>,
    done: Vec<String>,
    line: String,
    /// The spaces of the line at which it may end.
    spaces: Vec<usize>,
    is_after_hard_break: bool,
}

impl Lines {
    fn text(&mut self, text: &str) {
        let start = self.line.len();
        let spaces = text.match_indices(' ').map(|(at, _)| start + at);
        self.spaces.extend(spaces);
        self.line.push_str(text);
    }

    /// Ends a line; an empty one would end the paragraph.
    fn end(&mut self, is_hard: bool) {
        let line = std::mem::take(&mut self.line);
        let spaces = std::mem::take(&mut self.spaces);
        if line.trim_matches(char::is_whitespace).is_empty() {
            self.is_after_hard_break |= is_hard;
        } else {
            if let Some(last) = self.done.last_mut().filter(|_| self.is_after_hard_break) {
                last.push('\\');
            }
            let pieces = match self.width {
                Some(width) => filled(&line, &spaces, width),
                None => vec![line.as_str()],
            };
            let texts = pieces
                .iter()
                .map(|piece| piece.trim_matches(char::is_whitespace));
            let texts = texts.filter(|text| !text.is_empty());
            self.done.extend(texts.map(at_line_start));
            self.is_after_hard_break = is_hard;
        }
    }
}

/// A line in pieces that are no wider than a width, where its spaces allow it.
fn filled<'a>(line: &'a str, spaces: &[usize], width: usize) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut spaces = spaces.iter().peekable();
    let (mut start, mut column) = (0, 0);
    let mut last = None;
    for (at, _) in line.char_indices() {
        if spaces.next_if(|space| **space == at).is_some() {
            // What would need a backslash at the start of a line does not stand there.
            let word = line[at + 1..].split(' ').next().unwrap_or_default();
            if at_line_start(word) == word {
                last = Some((at, column));
            }
        }
        column += 1;
        if column > width
            && let Some((cut, columns)) = last.take()
        {
            pieces.push(&line[start..cut]);
            start = cut + 1;
            column -= columns + 1;
        }
    }
    pieces.push(&line[start..]);
    pieces
}

fn is_style(token: &Token) -> bool {
    matches!(token, Token::Open(_) | Token::Close(_))
}

/// A line of text that is no heading, list, quote, table or underline.
fn at_line_start(line: &str) -> String {
    let mut letters = line.chars();
    let first = letters.next();
    let next = letters.next();
    let is_mark = match first {
        Some('#' | '>' | '=' | '|') => true,
        Some('-' | ':') => !next.is_some_and(char::is_alphanumeric),
        Some('+' | '*') => next.is_none_or(char::is_whitespace),
        _ => false,
    };
    if is_mark {
        return format!("\\{line}");
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = &line[digits..];
    let is_number = behind
        .strip_prefix(['.', ')'])
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    if digits > 0 && is_number {
        return format!("{}\\{behind}", &line[..digits]);
    }
    line.to_owned()
}

/// Whether Markdown could take the character at the start of a text for more than itself.
fn needs_escape(rest: &str, before: Option<char>, after: Option<char>, place: Place) -> bool {
    let is_space = |c: Option<char>| c.is_some_and(char::is_whitespace);
    match rest.as_bytes().first() {
        Some(b'\\' | b'`' | b'[' | b']') => true,
        // `a < b` opens no tag.
        Some(b'<') => !after.is_some_and(|c| c.is_whitespace() || c == '=' || c.is_ascii_digit()),
        Some(b'*') => !(is_space(before) && is_space(after)),
        // `~5` opens nothing that something closes.
        Some(b'~') => !(is_space(before) && after.is_some_and(|c| c.is_ascii_digit())),
        Some(b'&') => is_entity(rest),
        Some(b'|') => place == Place::Cell,
        _ => false,
    }
}

/// A span of code on one line: its backticks are more than any run of them inside.
pub(super) fn code_span(text: &str, place: Place) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    let text = match place {
        Place::Text => text,
        Place::Cell => text.replace('|', "\\|"),
    };
    let ticks = "`".repeat(longest_run(&text, '`') + 1);
    let is_padded = text.starts_with('`')
        || text.ends_with('`')
        || (text.starts_with(' ') && text.ends_with(' '));
    let pad = if is_padded { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// How long the longest run of a character is.
pub(super) fn longest_run(text: &str, letter: char) -> usize {
    let runs = text.split(|c| c != letter).map(str::len);
    runs.max().unwrap_or_default() / letter.len_utf8()
}

/// What is written for each token that opens or closes a style: nothing where Markdown would not read it as such.
fn marks(tokens: &[Token], with_styles: bool) -> Vec<&'static str> {
    let mut marks = vec![""; tokens.len()];
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open(_) => open.push(at),
            Token::Close(style) => {
                if let Some(start) = open.pop().filter(|_| with_styles) {
                    let mark = mark(tokens, *style, start, at);
                    marks[start] = mark;
                    marks[at] = mark;
                }
            }
            _ => {}
        }
    }
    marks
}

/// The mark of one stretch of text, by the rules of Markdown for what can open and close.
fn mark(tokens: &[Token], style: Style, start: usize, end: usize) -> &'static str {
    let token = |at: Option<usize>| at.and_then(|at| tokens.get(at));
    let outside = [token(start.checked_sub(1)), token(end.checked_add(1))];
    let inside = [token(Some(start + 1)), token(end.checked_sub(1))];
    let before = last(outside[0]);
    let behind = first(outside[1]);
    let opens = can_stand(first(inside[0]), before);
    let closes = can_stand(last(inside[1]), behind);
    let twice = matches!(outside[0], Some(Token::Close(other)) if *other == style)
        || matches!(outside[1], Some(Token::Open(other)) if *other == style);
    if start + 1 == end || !opens || !closes || twice {
        return "";
    }
    let is_in_word =
        before.is_some_and(char::is_alphanumeric) || behind.is_some_and(char::is_alphanumeric);
    let touches = outside
        .iter()
        .chain(&inside)
        .any(|token| token.is_some_and(is_style));
    match style {
        Style::Strong => "**",
        Style::Struck => "~~",
        Style::Emphasis if !is_in_word => "_",
        Style::Emphasis if touches => "",
        Style::Emphasis => "*",
    }
}

/// Whether a mark can stand between these two characters, seen from the text that it sets off.
fn can_stand(inner: Option<char>, outer: Option<char>) -> bool {
    let is_mark = |c: char| !c.is_alphanumeric();
    match (inner, outer) {
        (None, _) => false,
        (Some(inner), _) if inner.is_whitespace() => false,
        (Some(inner), Some(outer)) if is_mark(inner) => is_mark(outer),
        _ => true,
    }
}

fn first(token: Option<&Token>) -> Option<char> {
    match token? {
        Token::Text(text) | Token::Span(text) => text.chars().next(),
        Token::Name(_) => Some('`'),
        Token::Open(_) | Token::Close(_) => Some('*'),
        Token::Break { .. } => None,
    }
}

fn last(token: Option<&Token>) -> Option<char> {
    match token? {
        Token::Text(text) | Token::Span(text) => text.chars().next_back(),
        Token::Name(_) => Some('`'),
        Token::Open(_) | Token::Close(_) => Some('*'),
        Token::Break { .. } => None,
    }
}
