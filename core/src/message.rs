//! The message of an error response: what its `Display` shows, as text that cannot disturb a terminal or a log, without secrets.

use std::borrow::Cow;
use std::sync::Arc;

use crate::reader::ResponseReader;
use crate::redact::MASK;

/// How many characters are shown.
const LONGEST: usize = 200;

/// What may be the message of an error response.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the message of an error",
    label = "not text",
    note = "a message is a `String`, a `Cow<str>`, a `Box<str>` or an `Option` of one"
)]
pub trait ErrorMessage {
    #[doc(hidden)]
    fn text(&self) -> Option<&str>;
}

impl ErrorMessage for str {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl ErrorMessage for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl ErrorMessage for Cow<'_, str> {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl ErrorMessage for Box<str> {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl ErrorMessage for Arc<str> {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: ErrorMessage> ErrorMessage for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref().and_then(T::text)
    }
}

/// What may have a first item.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list",
    label = "has no first item",
    note = "`[0]` is for a `Vec`, or an `Option` of one"
)]
pub trait MessageList {
    #[doc(hidden)]
    type Item;
    #[doc(hidden)]
    fn first(&self) -> Option<&Self::Item>;
}

impl<T> MessageList for Vec<T> {
    type Item = T;

    fn first(&self) -> Option<&T> {
        self.as_slice().first()
    }
}

impl<L: MessageList> MessageList for Option<L> {
    type Item = L::Item;

    fn first(&self) -> Option<&L::Item> {
        self.as_ref().and_then(L::first)
    }
}

/// The first item of the field that a declaration names.
pub fn first<L: MessageList>(list: &L) -> Option<&L::Item> {
    list.first()
}

/// The text of the field that a declaration names.
pub fn message<T: ErrorMessage + ?Sized>(field: &T) -> Option<&str> {
    field.text()
}

/// Keeps the message of an error response with it.
pub fn set_message(response: &mut ResponseReader, text: Option<&str>) {
    let Some(text) = text else { return };
    let shown = shown(text, response.sent_secrets());
    if !shown.is_empty() {
        response.set_message(shown.into());
    }
}

/// A text without the secrets that were sent, in one line, and not longer than can be read.
fn shown(text: &str, secrets: &[String]) -> String {
    // Before anything is cut off: a part of a secret is a secret.
    let mut text = Cow::from(text);
    for secret in secrets {
        if text.contains(secret) {
            text = text.replace(secret, MASK).into();
        }
    }
    let mut shown = String::new();
    for (count, letter) in text.trim().chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        if is_plain(letter) {
            shown.push(letter);
        } else {
            shown.extend(letter.escape_default());
        }
    }
    shown
}

/// Neither a control character, nor one that ends a line, is invisible, or changes the direction of what follows.
fn is_plain(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_short_line_without_secrets() {
        let long = "é".repeat(LONGEST + 1);
        let cut = format!("{}…", "é".repeat(LONGEST));
        let cases: &[(&str, &[&str], &str)] = &[
            ("", &[], ""),
            (" no such link\n", &[], "no such link"),
            ("a\nb\u{1b}[2Jc\u{202e}d", &[], "a\\nb\\u{1b}[2Jc\\u{202e}d"),
            ("grün 日本 \"x\" \\", &[], "grün 日本 \"x\" \\"),
            (
                "the password hunter2 is wrong: hunter2",
                &["hunter2"],
                "the password *** is wrong: ***",
            ),
            ("hunter22", &["hunter22", "hunter2"], "***"),
            (&long, &[], &cut),
        ];
        for (text, secrets, expected) in cases {
            let secrets: Vec<_> = secrets.iter().map(ToString::to_string).collect();
            assert_eq!(shown(text, &secrets), *expected);
        }
        // Where a secret meets the end, no part of it is left.
        let text = format!("{}hunter2", "a".repeat(LONGEST - 3));
        assert!(!shown(&text, &["hunter2".to_owned()]).contains('h'));
    }
}
