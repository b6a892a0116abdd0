//! A URL of a command, and the file that is uploaded to it.

use std::collections::HashSet;

use super::lexer::Word;
use crate::address::{self, Url};
use crate::description::{Parameter, Piece};
use crate::pairs;
use crate::template;

/// A URL with the upload that belongs to it.
#[derive(Debug, Default)]
pub(super) struct Target {
    pub(super) url: Option<Word>,
    pub(super) upload: Option<Word>,
}

impl Target {
    pub(super) fn of_url(word: &Word) -> Self {
        Self {
            url: Some(word.clone()),
            ..Self::default()
        }
    }

    pub(super) fn of_upload(word: &Word) -> Self {
        Self {
            upload: Some(word.clone()),
            ..Self::default()
        }
    }

    /// How many bytes the command has of it.
    pub(super) fn size(&self) -> usize {
        let words = self.url.iter().chain(&self.upload);
        words.map(|word| word.text.len()).sum()
    }

    /// `-T ''` uploads nothing.
    pub(super) fn is_upload(&self) -> bool {
        self.upload
            .as_ref()
            .is_some_and(|word| !word.text.is_empty())
    }

    /// The file that is uploaded; `None` for standard input.
    pub(super) fn file(&self) -> Option<String> {
        let file = self.upload.as_ref()?.text.as_str();
        (!["", "-", "."].contains(&file)).then(|| first_of_glob(file).0)
    }

    /// The URL taken apart, with the name of the file where curl appends it.
    pub(super) fn address(&self, globoff: bool, path_as_is: bool, notes: &mut Vec<String>) -> Url {
        let Some(word) = &self.url else {
            return Url::default();
        };
        let mut text = word.template();
        if !globoff {
            let (first, is_glob) = first_of_glob(&text);
            if is_glob {
                notes.push(format!(
                    "curl requests every URL of the glob `{text}`; the first is declared"
                ));
            }
            text = first;
        }
        let text = percent_variables(&text);
        let mut url = address::parse(&text, &HashSet::new(), notes);
        if !path_as_is {
            without_dots(&mut url.segments);
        }
        let is_folder = url.segments.last().is_none_or(Vec::is_empty);
        if let (true, Some(file)) = (is_folder, self.file()) {
            url.segments.pop();
            let name = file.rsplit(['/', '\\']).next().unwrap_or(&file);
            let variable = self.upload.as_ref().and_then(Word::only_variable);
            url.segments.push(vec![match variable {
                Some(name) => Piece::Parameter(Parameter::new(name)),
                None => Piece::Text(pairs::encoded(name)),
            }]);
        }
        url
    }
}

/// Removes `.` and `..` as curl does (RFC 3986, section 5.2.4).
fn without_dots(segments: &mut Vec<Vec<Piece>>) {
    let last = segments.len().saturating_sub(1);
    let mut kept: Vec<Vec<Piece>> = Vec::new();
    for (i, segment) in std::mem::take(segments).into_iter().enumerate() {
        let dots = match segment.as_slice() {
            [Piece::Text(text)] => text.as_str(),
            _ => "",
        };
        match dots {
            "." => {}
            ".." => {
                kept.pop();
            }
            _ => {
                kept.push(segment);
                continue;
            }
        }
        // What was a folder stays one.
        if i == last && !kept.is_empty() {
            kept.push(Vec::new());
        }
    }
    *segments = kept;
}

/// A segment that is one of the values is that parameter; others that look like values get a note.
pub(super) fn name_literals(
    segments: &mut [Vec<Piece>],
    params: &[(String, String)],
    notes: &mut Vec<String>,
) {
    for segment in segments.iter_mut() {
        if let [Piece::Text(text)] = segment.as_slice()
            && let Some((value, name)) = params
                .iter()
                .find(|(value, _)| *value == pairs::decoded(text))
        {
            *segment = vec![Piece::Parameter(Parameter::new(name).example(value))];
        }
        for piece in segment.iter() {
            if let Piece::Text(text) = piece
                && template::is_value(text)
            {
                notes.push(format!(
                    "`{text}` in the path looks like a value; `--params {text}=id` makes it a parameter"
                ));
            }
        }
    }
}

/// The first text that a glob stands for, and whether there was one; `\[` is a bracket. `{id}` is a parameter of documentation.
fn first_of_glob(text: &str) -> (String, bool) {
    let mut first = String::new();
    let mut is_glob = false;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let mut length = letter.len_utf8();
        match letter {
            '\\' if rest[1..].starts_with(['[', ']', '{', '}']) => {
                length = 2;
                // A brace that is escaped begins no parameter.
                first.push_str(match &rest[1..2] {
                    "{" => "%7B",
                    "}" => "%7D",
                    bracket => bracket,
                });
            }
            '{' | '[' => match alternatives(rest) {
                Some((text, whole)) => {
                    is_glob = true;
                    length = whole;
                    first.push_str(text);
                }
                None => first.push(letter),
            },
            letter => first.push(letter),
        }
        rest = &rest[length..];
    }
    (first, is_glob)
}

/// The first of `{a,b}`, `[1-3]` or `[a-z:2]` at the start of a text, and the length of all of it.
fn alternatives(text: &str) -> Option<(&str, usize)> {
    // Longer texts are no range, and looking further would take quadratic time.
    if let Some(inside) = text.strip_prefix('[') {
        let end = inside.bytes().take(64).position(|byte| byte == b']')?;
        let (from, to) = inside[..end].split_once('-')?;
        let to = to.split(':').next().unwrap_or(to);
        let is = |test: fn(&u8) -> bool| {
            !from.is_empty() && !to.is_empty() && from.bytes().chain(to.bytes()).all(|b| test(&b))
        };
        let is_letter = is(u8::is_ascii_alphabetic) && from.len() == 1 && to.len() == 1;
        return (is_letter || is(u8::is_ascii_digit)).then_some((from, end + 2));
    }
    let inside = text.strip_prefix('{')?;
    let end = inside.find(['{', '}'])?;
    let (from, _) = inside[..end].split_once(',')?;
    inside[end..].starts_with('}').then_some((from, end + 2))
}

/// `%NAME%` of cmd as `${NAME}`, in whatever shell: what begins with two hexadecimal digits is an encoded byte.
fn percent_variables(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let inside = &after[1..];
        let length = inside.find(|c| !is_name(c)).unwrap_or(inside.len());
        let (name, behind) = inside.split_at(length);
        let is_byte = name.len() >= 2 && name.bytes().take(2).all(|b| b.is_ascii_hexdigit());
        match behind.strip_prefix('%') {
            Some(behind) if !name.is_empty() && !is_byte => {
                out.push_str("${");
                out.push_str(name);
                out.push('}');
                rest = behind;
            }
            _ => {
                out.push('%');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs() {
        for (text, first, is_glob) in [
            ("/{a,b}/[1-3]", "/a/1", true),
            ("/[001-100:5].[a-c]", "/001.a", true),
            ("/{,a}", "/", true),
            (r"?test\[\]=1&\{a,b\}", "?test[]=1&%7Ba,b%7D", false),
            ("/{id}/{{a,b}}", "/{id}/{a}", true),
            ("?ids[]=1&a[b]=2&c[0]", "?ids[]=1&a[b]=2&c[0]", false),
            ("/[a-9]/[10-", "/[a-9]/[10-", false),
            (r"/a\b\", r"/a\b\", false),
        ] {
            assert_eq!(first_of_glob(text), (first.to_owned(), is_glob), "{text}");
        }
    }

    #[test]
    fn variables_of_cmd() {
        for (text, expected) in [
            ("/users/%USER%/x", "/users/${USER}/x"),
            ("/%20a%20", "/%20a%20"),
            ("/%C3%A9/%", "/%C3%A9/%"),
            ("/%_A1%%B_2%", "/${_A1}${B_2}"),
        ] {
            assert_eq!(percent_variables(text), expected);
        }
    }
}
