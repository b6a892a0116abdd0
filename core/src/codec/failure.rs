//! Why a value could not be read, as data: serde hands it to the constructors of an error, and its text is no interface.

use std::cell::{Cell, RefCell};
use std::fmt::{self, Display};

use serde::de::{Error, Expected, Unexpected};

use super::CodecError;
use super::detail::shortened;

/// The error of [`Tracked`](super::tracked::Tracked): what was expected, and the way to the value.
///
/// Its `Display` is for a type that puts the error into one of its own: serde's words, which may repeat the value.
#[derive(Debug)]
pub(super) struct Failure<const W: bool = false>(Box<Parts>);

#[derive(Debug)]
struct Parts {
    reason: Reason,
    /// serde's own words.
    detail: String,
    /// The way to the value, from the inside out.
    steps: Vec<Step>,
}

/// What is wrong.
#[derive(Debug)]
pub(super) enum Reason {
    /// The type says so. The words show no value.
    Type(String),
    /// The format says so, which has no value of that type there, or none at all: it has said no more than its text.
    Format {
        /// What the visitor expects; the format says that only of a value of another type.
        expected: Option<String>,
        /// What the type asked the format for.
        asked: Asked,
        at: At,
    },
}

impl Reason {
    /// The words for a format that has one kind of scalar, and those for what the format itself does not accept.
    pub(super) fn words(self, kind: &str, invalid: &str) -> String {
        match self {
            Self::Type(words) => words,
            Self::Format {
                expected: Some(expected),
                ..
            } => format!("invalid type: {kind}, expected {expected}"),
            Self::Format {
                asked: Asked::Variant(variants),
                ..
            } => format!("unknown variant, {}", one_of(variants, "variants")),
            Self::Format { .. } => invalid.to_owned(),
        }
    }
}

/// Where a format stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// At the value that the steps lead to.
    Value,
    /// Where the entry or item begins that they lead to, or behind the one before.
    Next,
}

/// What a type asks a format for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Asked {
    /// A value of a type, by serde's name for it.
    Type(&'static str),
    /// A variant of the enum of that name, one of these.
    Enum(&'static str, &'static [&'static str]),
    /// The name of a variant, one of these.
    Variant(&'static [&'static str]),
    /// That many items.
    Items(usize),
    /// A struct of that name and so many fields.
    Struct(&'static str, usize),
}

/// A step from an object or array to what is inside.
#[derive(Debug)]
pub(super) struct Step {
    /// How many entries or items come before.
    pub(super) index: usize,
    /// The names of the type's own fields or variants, where it tells them. Another name is a part of the body.
    pub(super) names: &'static [&'static str],
}

/// `links[3].created`: the names of fields and the numbers of items. A key of a map is a part of the body and shown as `*`.
#[derive(Default)]
pub(super) struct ShownPath(String);

impl ShownPath {
    pub(super) fn item(&mut self, index: usize) {
        self.0.push('[');
        self.0.push_str(&index.to_string());
        self.0.push(']');
    }

    pub(super) fn name(&mut self, name: Option<&str>) {
        self.0 += if self.0.is_empty() { "" } else { "." };
        self.0 += name.unwrap_or("*");
    }

    /// The error with the path, where there is one.
    pub(super) fn of(self, error: CodecError) -> CodecError {
        if self.0.is_empty() {
            error
        } else {
            error.at(self.0)
        }
    }
}

impl<const W: bool> Failure<W> {
    #[cold]
    fn of_type(words: String, detail: impl Display) -> Self {
        Self::new(Reason::Type(words), detail)
    }

    /// An error that the format itself has made.
    #[cold]
    fn of_format(expected: Option<String>, asked: Asked, at: At, error: impl Display) -> Self {
        let reason = Reason::Format {
            expected,
            asked,
            at,
        };
        Self::new(reason, error)
    }

    /// An error of the format behind the whole.
    #[cold]
    #[inline(never)]
    pub(super) fn behind(error: impl Display) -> Self {
        Self::of_format(None, Asked::Type("another value"), At::Next, error)
    }

    fn new(reason: Reason, detail: impl Display) -> Self {
        Self(Box::new(Parts {
            reason,
            detail: shortened(detail),
            steps: Vec::new(),
        }))
    }

    /// The same of what is not watched, whose errors are explained.
    #[cfg(feature = "drift")]
    pub(super) fn unwatched(self) -> Failure {
        Failure(self.0)
    }

    /// Notes the entry or item that it comes from.
    #[cold]
    #[inline(never)]
    pub(super) fn inside(mut self, index: usize) -> Self {
        self.0.steps.push(Step { index, names: &[] });
        self
    }

    /// Notes the names that the entry may have, where the step was made without.
    fn names(&mut self, names: &'static [&'static str]) {
        if let Some(step) = self.0.steps.last_mut()
            && step.names.is_empty()
        {
            step.names = names;
        }
    }

    /// The reason, serde's words, and the way from the outside in.
    pub(super) fn into_parts(self) -> (Reason, String, Vec<Step>) {
        let mut parts = *self.0;
        parts.steps.reverse();
        (parts.reason, parts.detail, parts.steps)
    }
}

impl<const W: bool> Display for Failure<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.detail)
    }
}

impl<const W: bool> std::error::Error for Failure<W> {}

/// Each gives serde's own words as the detail, and the same without the value.
impl<const W: bool> Error for Failure<W> {
    fn custom<T: Display>(message: T) -> Self {
        Self::of_type("the type does not accept the value".to_owned(), message)
    }

    fn invalid_type(got: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::of_type(
            format!("invalid type: {}, expected {expected}", kind(got)),
            format_args!("invalid type: {got}, expected {expected}"),
        )
    }

    fn invalid_value(got: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::of_type(
            format!("invalid value: {}, expected {expected}", kind(got)),
            format_args!("invalid value: {got}, expected {expected}"),
        )
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::of_type(
            format!("invalid length, expected {expected}"),
            format_args!("invalid length {length}, expected {expected}"),
        )
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let one_of = one_of(expected, "variants");
        Self::of_type(
            format!("unknown variant, {one_of}"),
            format_args!("unknown variant `{variant}`, {one_of}"),
        )
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let one_of = one_of(expected, "fields");
        Self::of_type(
            format!("unknown field, {one_of}"),
            format_args!("unknown field `{field}`, {one_of}"),
        )
    }

    fn missing_field(field: &'static str) -> Self {
        let words = format!("missing field `{field}`");
        Self::of_type(words.clone(), words)
    }

    fn duplicate_field(field: &'static str) -> Self {
        let words = format!("duplicate field `{field}`");
        Self::of_type(words.clone(), words)
    }
}

/// ``expected `a` or `b` ``
pub(super) fn one_of(names: &[&str], what: &str) -> String {
    match names {
        [] => format!("there are no {what}"),
        [one] => format!("expected `{one}`"),
        [one, two] => format!("expected `{one}` or `{two}`"),
        many => format!("expected one of `{}`", many.join("`, `")),
    }
}

/// What a value is, without the value.
fn kind(got: Unexpected<'_>) -> &'static str {
    match got {
        Unexpected::Bool(_) => "boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "integer",
        Unexpected::Float(_) => "floating point",
        Unexpected::Char(_) | Unexpected::Str(_) => "string",
        Unexpected::Bytes(_) => "byte array",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::NewtypeStruct => "newtype struct",
        Unexpected::Seq => "sequence",
        Unexpected::Map => "map",
        Unexpected::Enum => "enum",
        Unexpected::UnitVariant => "unit variant",
        Unexpected::NewtypeVariant => "newtype variant",
        Unexpected::TupleVariant => "tuple variant",
        Unexpected::StructVariant => "struct variant",
        // Words of the type's own, which may show the value.
        Unexpected::Other(_) => "another value",
    }
}

/// Keeps a [`Failure`] while an error of the format travels in its place: an error's constructors take no more than words.
#[derive(Default)]
pub(super) struct Kept<const W: bool = false> {
    failure: Cell<Option<Failure<W>>>,
    expected: RefCell<Option<String>>,
    /// The last type of 128 bits that was asked for: JSON reads no more than the digits of such a number, and fails at what comes behind.
    pub(super) wide: Cell<Option<&'static str>>,
}

impl<const W: bool> Kept<W> {
    /// Keeps a failure; gives what travels through the format.
    #[cold]
    #[inline(never)]
    pub(super) fn keep<E: Error>(&self, failure: Failure<W>) -> E {
        self.failure.set(Some(failure));
        E::custom("")
    }

    /// Notes what a visitor expects: a format asks that when it makes an error.
    #[cold]
    pub(super) fn expected(&self, visitor: &dyn Expected) {
        *self.expected.borrow_mut() = Some(visitor.to_string());
    }

    /// The failure that an error of the format stands for; or else the format has made it itself.
    #[cold]
    #[inline(never)]
    pub(super) fn caught<E: Display>(&self, error: E, asked: Asked) -> Failure<W> {
        let expected = self.expected.borrow_mut().take();
        let failure = self.failure.take();
        failure.unwrap_or_else(|| Failure::of_format(expected, asked, At::Value, error))
    }

    /// The failure inside the entry or item of this number; or else an error of the format where that should begin.
    #[cold]
    #[inline(never)]
    pub(super) fn caught_at<E: Display>(&self, error: E, index: usize) -> Failure<W> {
        let expected = self.expected.borrow_mut().take();
        let failure = self.failure.take().unwrap_or_else(|| {
            Failure::of_format(expected, Asked::Type("another value"), At::Next, error)
        });
        failure.inside(index)
    }

    /// The same of the content of a variant, whose entries may have names.
    #[cold]
    #[inline(never)]
    pub(super) fn caught_variant<E: Display>(
        &self,
        error: E,
        asked: &'static str,
        names: &'static [&'static str],
    ) -> Failure<W> {
        let mut failure = self.caught(error, Asked::Type(asked));
        failure.names(names);
        failure.inside(0)
    }

    /// The same of a struct.
    #[cold]
    #[inline(never)]
    pub(super) fn caught_struct<E: Display>(
        &self,
        error: E,
        name: &'static str,
        fields: &'static [&'static str],
    ) -> Failure<W> {
        let mut failure = self.caught(error, Asked::Struct(name, fields.len()));
        failure.names(fields);
        failure
    }

    /// The same of an enum.
    #[cold]
    #[inline(never)]
    pub(super) fn caught_enum<E: Display>(
        &self,
        error: E,
        name: &'static str,
        variants: &'static [&'static str],
    ) -> Failure<W> {
        let mut failure = self.caught(error, Asked::Enum(name, variants));
        failure.names(variants);
        if let Reason::Format { asked, .. } = &mut failure.0.reason
            && let Asked::Variant([]) = asked
        {
            *asked = Asked::Variant(variants);
        }
        failure
    }
}
