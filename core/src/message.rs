//! The message of an error response: what its `Display` shows, as text that cannot disturb a terminal or a log, without secrets.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::problem_details::ProblemDetails;
use crate::reader::ResponseReader;
use crate::redact::MASK;

/// How many characters are shown.
const LONGEST: usize = 200;

/// What has a message for people: text, and the body of an error response that says which of its fields is one.
///
/// A type gets it by `#[derive(ErrorMessage)]`, or by hand where the message is somewhere else, say in an enum of another crate. Of a list it is the
/// message of the first item.
///
/// ```
/// use callpoint_core::ErrorMessage;
///
/// enum Failure {
///     Known { text: String },
///     Other(u32),
/// }
///
/// impl ErrorMessage for Failure {
///     fn message(&self) -> Option<&str> {
///         match self {
///             Self::Known { text } => Some(text),
///             Self::Other(_) => None,
///         }
///     }
/// }
/// # let failures = [Failure::Known { text: "no such link".to_owned() }, Failure::Other(7)];
/// # assert_eq!(Vec::from(failures).message(), Some("no such link"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the message of an error",
    label = "neither text nor a type that names its message",
    note = "a message is a `String`, a `Cow<str>`, a `Box<str>`, an `Option` of one, or a type with `#[derive(ErrorMessage)]`"
)]
pub trait ErrorMessage {
    /// The field of the body that is the message, as a path: `error.detail`. By default, and for text, it is not known.
    const FIELD: &'static str = "";

    /// The message, if there is one.
    fn message(&self) -> Option<&str>;
}

impl ErrorMessage for str {
    fn message(&self) -> Option<&str> {
        Some(self)
    }
}

impl ErrorMessage for String {
    fn message(&self) -> Option<&str> {
        Some(self)
    }
}

impl ErrorMessage for Cow<'_, str> {
    fn message(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: ErrorMessage + ?Sized> ErrorMessage for Box<T> {
    const FIELD: &'static str = T::FIELD;

    fn message(&self) -> Option<&str> {
        T::message(self)
    }
}

impl<T: ErrorMessage + ?Sized> ErrorMessage for Arc<T> {
    const FIELD: &'static str = T::FIELD;

    fn message(&self) -> Option<&str> {
        T::message(self)
    }
}

impl<T: ErrorMessage> ErrorMessage for Option<T> {
    const FIELD: &'static str = T::FIELD;

    fn message(&self) -> Option<&str> {
        self.as_ref().and_then(T::message)
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

impl<T: ErrorMessage> ErrorMessage for Vec<T> {
    const FIELD: &'static str = T::FIELD;

    fn message(&self) -> Option<&str> {
        self.first().and_then(T::message)
    }
}

/// The detail, or else the title.
impl ErrorMessage for ProblemDetails {
    const FIELD: &'static str = "detail";

    fn message(&self) -> Option<&str> {
        self.detail.as_deref().or(self.title.as_deref())
    }
}

/// The message of a type, if it has one: [`NoMessage`] stands in for all others.
#[derive(Debug)]
pub struct MessageOf<T>(PhantomData<fn() -> T>);

impl<T: ErrorMessage> MessageOf<T> {
    /// The field.
    pub const FIELD: Option<&'static str> = Some(T::FIELD);

    /// The text.
    pub fn of(body: &T) -> Option<&str> {
        body.message()
    }
}

/// What stands in for all other types.
pub trait NoMessage {
    /// The type.
    type Body;

    /// No field.
    const FIELD: Option<&'static str> = None;

    /// No text.
    fn of(_: &Self::Body) -> Option<&str> {
        None
    }
}

impl<T> NoMessage for MessageOf<T> {
    type Body = T;
}

/// The text of the field that a declaration names.
pub fn message<T: ErrorMessage + ?Sized>(field: &T) -> Option<&str> {
    field.message()
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
