//! Values of secret names in text of unknown format: JSON with text around it, forms, URLs, XML, YAML, header parameters, lines of
//! source code.

use std::ops::Range;

use super::hit::Hit;
use callpoint::__private::redact::Keys;

/// A text with more unclosed elements than this is not XML.
const MOST_OPEN: usize = 16;

/// Adds the values of secret names.
///
/// `has_lines`: whether a name at the beginning of a line with a colon is enough, as in YAML and header fields.
pub(super) fn hits(text: &[u8], keys: &Keys, has_lines: bool, hits: &mut Vec<Hit>) {
    let mut scan = Scan {
        text,
        has_lines,
        open: Vec::new(),
        hits,
    };
    let mut at = 0;
    while at < text.len() {
        let start = at;
        while text.get(at).is_some_and(|&byte| is_name(byte)) {
            at += 1;
        }
        if start < at && keys.has_bytes(&text[start..at]) {
            at = scan.value_of(start..at).unwrap_or(at);
        }
        at += usize::from(at == start);
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') || !byte.is_ascii()
}

struct Scan<'a> {
    text: &'a [u8],
    has_lines: bool,
    /// The names of elements that are known to be unclosed.
    open: Vec<Vec<u8>>,
    hits: &'a mut Vec<Hit>,
}

impl Scan<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.get(at).copied()
    }

    fn before(&self, at: usize) -> Option<u8> {
        self.byte(at.checked_sub(1)?)
    }

    /// The first position from `at` whose byte is none of these.
    fn past(&self, at: usize, bytes: &[u8]) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let passed = rest.iter().position(|byte| !bytes.contains(byte));
        at + passed.unwrap_or(rest.len())
    }

    /// The first position from `at` whose byte is one of these, or the end.
    fn until(&self, at: usize, bytes: &[u8]) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let passed = rest.iter().position(|byte| bytes.contains(byte));
        at + passed.unwrap_or(rest.len())
    }

    fn find(&self, at: usize, wanted: &[u8]) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let mut windows = rest.windows(wanted.len());
        windows
            .position(|window| window == wanted)
            .map(|found| at + found)
    }

    fn hide(&mut self, range: Range<usize>, keeps_type: bool) {
        let value = self.text.get(range.clone()).unwrap_or_default();
        if value.is_empty() {
            return;
        }
        let is_number = keeps_type && is_number(value);
        if keeps_type && [&b"true"[..], b"false", b"null"].contains(&value) {
            return;
        }
        self.hits.push(Hit {
            value: Some(value.to_vec()),
            is_number,
            range,
        });
    }

    /// Hides the value of a name and returns its end; `None` if there is none.
    fn value_of(&mut self, name: Range<usize>) -> Option<usize> {
        if let Some(end) = self.element(&name) {
            return Some(end);
        }
        let quote = self
            .before(name.start)
            .filter(|quote| matches!(quote, b'"' | b'\''));
        if quote.is_some() && self.byte(name.end) == quote {
            return self.member(name.end + 1);
        }
        let end = self.past_brackets(name.end);
        let sign = self.past(end, b" \t");
        match self.byte(sign)? {
            b'=' if self.byte(sign + 1) == Some(b'>') => self.member(end),
            b'=' if self.byte(sign + 1) != Some(b'=') => {
                Some(self.assigned(&name, sign, end < sign))
            }
            b':' => self.after_colon(&name, sign + 1),
            _ => None,
        }
    }

    /// The end of a name with its brackets: `user[password]`, `token[0]`.
    fn past_brackets(&self, name_end: usize) -> usize {
        // Real names are shorter, and an unlimited search would take quadratic time.
        const LONGEST: usize = 64;
        let rest = self.text.get(name_end..).unwrap_or_default();
        let mut rest = &rest[..rest.len().min(LONGEST)];
        let length = rest.len();
        while let Some(bracket @ (b'[' | b']')) = rest.first() {
            let end = match bracket {
                b'[' => rest.iter().position(|&byte| byte == b']'),
                _ => Some(0),
            };
            let Some(end) = end else { break };
            rest = &rest[end + 1..];
        }
        name_end + length - rest.len()
    }

    /// What follows a name in quotes: `: "value"`, `=> 'value'`.
    fn member(&mut self, end: usize) -> Option<usize> {
        let sign = self.past(end, b" \t\r\n");
        let mut start = match self.byte(sign)? {
            b':' => sign + 1,
            b'=' if self.byte(sign + 1) != Some(b'=') => sign + 1,
            _ => return None,
        };
        start += usize::from(self.byte(start) == Some(b'>'));
        let start = self.past(start, b" \t\r\n");
        Some(
            self.quoted(start)
                .or_else(|| self.composite(start))
                .unwrap_or_else(|| {
                    let end = self.until(start, b" \t\r\n,;&}])<>\"'");
                    self.hide(start..end, true);
                    end
                }),
        )
    }

    /// `name=value`
    fn assigned(&mut self, name: &Range<usize>, sign: usize, has_space: bool) -> usize {
        let begins_line = self.begins_line(name.start);
        let mut start = sign + 1;
        if has_space || begins_line {
            start = self.past(start, b" \t");
        }
        if let Some(end) = self.quoted(start) {
            return end;
        }
        let end = if begins_line {
            // The rest of the line, unless another pair follows.
            let line = self.until(start, b"\r\n");
            let value = self.text.get(start..line).unwrap_or_default();
            let pair = value.iter().enumerate().position(|(at, &byte)| {
                byte == b'&' && value[at + 1..].iter().find(|&&byte| !is_name(byte)) == Some(&b'=')
            });
            pair.map_or(line, |pair| start + pair)
        } else if matches!(self.before(name.start), Some(b'?' | b'&' | b'#')) {
            self.until(start, b" \t\r\n&#\"'<>`\\")
        } else {
            self.until(start, b" \t\r\n&#\"'<>`\\,;)}]")
        };
        self.hide(start..end, false);
        end
    }

    /// `name: "value"`, `{name: value}` and, at the beginning of a line, `name: value`
    fn after_colon(&mut self, name: &Range<usize>, start: usize) -> Option<usize> {
        let value = self.past(start, b" \t");
        if let Some(end) = self.quoted(value) {
            return Some(end);
        }
        if self.has_lines && self.begins_line(name.start) {
            let rest = self.text.get(start..)?;
            return (!rest.starts_with(b"//")).then(|| self.line(name.start, value));
        }
        let around = self.text.get(..name.start)?.trim_ascii_end().last();
        if !matches!(around, Some(b'{' | b',')) {
            return None;
        }
        let end = self.until(value, b"\r\n,;}])");
        self.hide(value..end, true);
        Some(end)
    }

    /// Whether only spaces, a list marker or `export` precede this position in its line.
    fn begins_line(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        let before = before.strip_suffix(b"export ").unwrap_or(before);
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
        let before = &before[..before.len() - before.iter().rev().take_while(blank).count()];
        let before = before.strip_suffix(b"-").unwrap_or(before);
        let before = &before[..before.len() - before.iter().rev().take_while(blank).count()];
        before
            .last()
            .is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
    }

    /// Hides the rest of a line, and the lines below with more indentation (YAML blocks, folded header fields).
    fn line(&mut self, name: usize, value: usize) -> usize {
        let line = self.text[..name].iter().rev();
        let indent = line.take_while(|&&byte| byte != b'\n').count();
        let mut end = self.until(value, b"\r\n");
        let is_block = matches!(self.byte(value), None | Some(b'|' | b'>' | b'\r' | b'\n'));
        if !is_block {
            self.hide(value..end, true);
        }
        let mut start = None;
        loop {
            let next = self.past(end, b"\r\n");
            let text = self.past(next, b" \t");
            if next == end || text - next <= indent || text >= self.text.len() {
                break;
            }
            start = start.or(Some(text));
            end = self.until(text, b"\r\n");
        }
        if let Some(start) = start {
            self.hide(start..end, false);
        }
        end
    }

    /// Hides the quoted value that begins here and returns its end.
    fn quoted(&mut self, start: usize) -> Option<usize> {
        // Python's `b"…"`.
        let quote_at = self.past(start, b"bBuUrR").min(start + 2);
        let quote = self
            .byte(quote_at)
            .filter(|quote| matches!(quote, b'"' | b'\''))?;
        if self.text[quote_at..].starts_with(&[quote; 3]) {
            let end = self
                .find(quote_at + 3, &[quote; 3])
                .unwrap_or(self.text.len());
            self.hide(quote_at + 3..end, false);
            return Some(end + 3);
        }
        let end = self.end_of_string(quote_at);
        self.hide(quote_at + 1..end, false);
        Some(end + 1)
    }

    /// The position of the closing quote, or the end of the text.
    fn end_of_string(&self, start: usize) -> usize {
        let quote = self.byte(start);
        let mut at = start + 1;
        while let Some(byte) = self.byte(at) {
            if Some(byte) == quote {
                return at;
            }
            at += if byte == b'\\' { 2 } else { 1 };
        }
        self.text.len()
    }

    /// Hides all values in the object or list that begins here.
    fn composite(&mut self, start: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let mut at = start;
        while let Some(byte) = self.byte(at) {
            match byte {
                b'{' | b'[' => {
                    depth += 1;
                    at += 1;
                }
                _ if depth == 0 => return None,
                b'}' | b']' => {
                    depth -= 1;
                    at += 1;
                    if depth == 0 {
                        return Some(at);
                    }
                }
                b'"' | b'\'' => {
                    let end = self.end_of_string(at);
                    let next = self.past(end + 1, b" \t\r\n");
                    if self.byte(next) != Some(b':') {
                        self.hide(at + 1..end, false);
                    }
                    at = end + 1;
                }
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' => at += 1,
                _ => {
                    let end = self.until(at, b" \t\r\n,:}]\"'");
                    if self.byte(end) != Some(b':') {
                        self.hide(at..end, true);
                    }
                    at = end;
                }
            }
        }
        (depth > 0).then_some(at)
    }

    /// `<name>value</name>`, with any nested elements.
    fn element(&mut self, name: &Range<usize>) -> Option<usize> {
        // `<soap:Password>`
        let mut start = name.start;
        if self.before(start) == Some(b':') {
            let prefix = self.text[..start - 1].iter().rev();
            start -= 1 + prefix.take_while(|&&byte| is_name(byte)).count();
        }
        if self.before(start) != Some(b'<') {
            return None;
        }
        let tag_end = self.until(name.end, b"<>");
        if self.byte(tag_end) != Some(b'>') {
            return None;
        }
        if !matches!(
            self.byte(name.end),
            Some(b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n')
        ) {
            return None;
        }
        let is_empty = self.before(tag_end) == Some(b'/');
        let end = if is_empty {
            Some(tag_end)
        } else {
            self.end_of_element(name, tag_end)
        };
        // The attributes may hold the value.
        let mut at = name.end;
        while at < tag_end && end.is_some() {
            at = self.until(at, b"\"'>");
            let closed = self.end_of_string(at).min(tag_end);
            self.hide((at + 1).min(closed)..closed, true);
            at = closed + 1;
        }
        self.content(tag_end + 1, end?);
        end
    }

    /// The end of the element with this name, searched after its start tag.
    fn end_of_element(&mut self, name: &Range<usize>, tag_end: usize) -> Option<usize> {
        let name = self.text.get(name.clone())?;
        if self.open.iter().any(|open| open == name) {
            return None;
        }
        let mut depth = 1;
        let mut at = tag_end;
        loop {
            at = self.until(at, b"<") + 1;
            if at >= self.text.len() {
                break;
            }
            let closes = self.byte(at) == Some(b'/');
            let start = at + usize::from(closes);
            let end = start
                + self.text[start..]
                    .iter()
                    .take_while(|&&byte| is_name(byte) || byte == b':')
                    .count();
            let local = self.text[start..end].rsplit(|&byte| byte == b':').next();
            if local == Some(name) {
                let is_empty = self.before(self.until(end, b"<>")) == Some(b'/');
                depth = if closes {
                    depth - 1
                } else {
                    depth + i32::from(!is_empty)
                };
                if depth == 0 {
                    return Some(at - 1);
                }
            }
        }
        self.open.push(name.to_vec());
        (self.open.len() > MOST_OPEN).then_some(self.text.len())
    }

    /// Hides the text between tags.
    fn content(&mut self, start: usize, end: usize) {
        const CDATA: &[u8] = b"<![CDATA[";
        let mut at = start;
        while at < end {
            if self.text[at..end].starts_with(CDATA) {
                let close = self.find(at, b"]]>").unwrap_or(end).min(end);
                self.hide(at + CDATA.len()..close, false);
                at = close + 3;
            } else if self.byte(at) == Some(b'<') {
                at = self.until(at, b">") + 1;
            } else {
                let next = self.until(at, b"<").min(end);
                let from = self.past(at, b" \t\r\n").min(next);
                let blank = self.text[from..next].iter().rev();
                let to = next - blank.take_while(|byte| byte.is_ascii_whitespace()).count();
                self.hide(from..to, true);
                at = next;
            }
        }
    }
}

/// Whether a value is a JSON number.
fn is_number(value: &[u8]) -> bool {
    value.iter().any(u8::is_ascii_digit)
        && value
            .iter()
            .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::finder::Finder;
    use crate::redact::scan::{Kind, Scanner};

    fn redacted(text: &str, kind: Kind) -> String {
        let scanner = Scanner {
            sent: &Finder::default(),
            keys: &Keys::well_known().with("Schlüssel"),
        };
        String::from_utf8(scanner.redacted(text.as_bytes(), kind)).unwrap()
    }

    #[test]
    fn values_of_secret_names() {
        for (text, expected) in [
            // JSON with text around it, and similar formats.
            (
                r#"f({"token": "a\"b", "n": 1})"#,
                r#"f({"token": "***", "n": 1})"#,
            ),
            (
                r#"x {"token":7,"secret":-1.5e3,"password":null,"token":true}"#,
                r#"x {"token":0,"secret":0,"password":null,"token":true}"#,
            ),
            (
                r#"x {"token":{"a":["b",7],"c":"d"},"e":"f"}"#,
                r#"x {"token":{"a":["***",0],"c":"***"},"e":"f"}"#,
            ),
            (
                r#"{'token': b'x', 'n': "y"}"#,
                r#"{'token': b'***', 'n': "y"}"#,
            ),
            (
                r#"{:token => "x", "token" => 'y'}"#,
                r#"{:token => "***", "token" => '***'}"#,
            ),
            ("{token: x, n: y}", "{token: ***, n: y}"),
            (r#""token": "no end"#, r#""token": "***"#),
            (r#""token": """a "b" c""" d"#, r#""token": """***""" d"#),
            (r#""access-TOKEN":"x""#, r#""access-TOKEN":"***""#),
            (r#""schlüssel":"x""#, r#""schlüssel":"***""#),
            // Forms and URLs.
            ("/a?token=x&b=1#c", "/a?token=***&b=1#c"),
            ("/a?b=1&token=x,y;z#c", "/a?b=1&token=***#c"),
            (
                "see /a?user[password]=x now",
                "see /a?user[password]=*** now",
            ),
            ("token[a][b]=x&c=1", "token[a][b]=***&c=1"),
            ("token=a&b=1&c", "token=***&b=1&c"),
            ("token=a&c", "token=***"),
            ("/a#token=x&b", "/a#token=***&b"),
            ("next=%2Fa%3Ftoken%3Dx%26b", "next=%2Fa%3Ftoken%3D***%26b"),
            // Header parameters and source code.
            (
                r#"Bearer a="b", token="x", c=d"#,
                r#"Bearer a="b", token="***", c=d"#,
            ),
            ("Bearer a=b, token=x, c=d", "Bearer a=b, token=***, c=d"),
            ("let token = 'x';", "let token = '***';"),
            ("if token == other {}", "if token == other {}"),
            // XML.
            ("<a><token>x</token></a>", "<a><token>***</token></a>"),
            ("<token> 7 </token>", "<token> 0 </token>"),
            (
                "<s:Token a='b'><c>x</c><c/>y</s:Token>z",
                "<s:Token a='***'><c>***</c><c/>***</s:Token>z",
            ),
            (
                "<token><token>x</token>y</token>z",
                "<token><token>***</token>***</token>z",
            ),
            ("<a token=\"x\" b=\"y\"/>", "<a token=\"***\" b=\"y\"/>"),
            ("<token value=\"x\"/>y", "<token value=\"***\"/>y"),
            (
                "<token><![CDATA[<x>]]></token>",
                "<token><![CDATA[***]]></token>",
            ),
            ("Vec<Token> of <b>all</b>", "Vec<Token> of <b>all</b>"),
            (
                "&lt;token&gt;x&lt;/token&gt;",
                "&lt;token&gt;***&lt;/token&gt;",
            ),
            // No secrets.
            (
                "the token: expired, a new password is needed",
                "the token: expired, a new password is needed",
            ),
            (
                "<label for=\"token\">x</label>",
                "<label for=\"token\">x</label>",
            ),
            ("my_token=x tokens=y", "my_token=x tokens=y"),
            ("token= &a=1", "token= &a=1"),
        ] {
            assert_eq!(redacted(text, Kind::Value), expected, "{text}");
        }
    }

    #[test]
    fn lines() {
        for (text, expected) in [
            ("a: 1\ntoken: x y # z\nb: 2", "a: 1\ntoken: ***\nb: 2"),
            ("- token: 7\r\n  b: 2", "- token: 0\r\n  b: 2"),
            (
                "private_key: |\n  a\n\n  b\nc: d",
                "private_key: |\n  ***\nc: d",
            ),
            (
                "a:\n  token:\n    b: c\n  d: e",
                "a:\n  token:\n    ***\n  d: e",
            ),
            (
                "Authorization: Basic x\r\n y\r\nHost: h",
                "Authorization: ***\r\n ***\r\nHost: h",
            ),
            ("export TOKEN=x y\nb=c", "export TOKEN=***\nb=c"),
            ("password = x; y", "password = ***"),
            ("token://h", "token://h"),
            ("said token: x", "said token: x"),
        ] {
            assert_eq!(redacted(text, Kind::Body), expected, "{text}");
        }
        let events = "data: {\ndata: \"token\":\ndata: \"x\"}\n";
        assert_eq!(
            redacted(events, Kind::Events),
            events.replace("\"x\"", "\"***\"")
        );
    }
}
