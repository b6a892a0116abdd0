//! Values that are sent as text: in the path, in the query and in headers.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet, LinkedList, VecDeque};
use std::fmt::Display;

use serde::ser::{Error as _, Serialize, Serializer};

use crate::scalar::{Error, displayed};

/// What `new` and the setters take for a field of type `T`: whatever converts into it, such as a `&str` for a `String`.
///
/// Every type with `Into<T>` has it, and no other. It is a trait of its own so that the compiler says what to write for an `Option`.
///
/// ```
/// use callpoint::endpoint;
///
/// #[endpoint(GET, "/links?<token>", 204 => ())]
/// struct ListLinks {
///     token: Option<String>,
/// }
///
/// let known = ListLinks::new().token("1234ab");
/// let given: Option<String> = None;
/// let perhaps = ListLinks::new().maybe_token(given);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value for a field of type `{T}`",
    label = "needs `Into<{T}>`",
    note = "an optional field has a setter for an `Option` too, with `maybe_` before its name: `.maybe_token(option)`"
)]
pub trait ValueFor<T>: Into<T> {
    /// What a setter of an optional field sets.
    #[doc(hidden)]
    fn __some(self) -> Option<T> {
        Some(self.into())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Into<U>, U> ValueFor<U> for T {}

/// What a field in the path, in the query or in a header may be: whatever serde writes as one value, an `Option` of it, or a list.
///
/// Every [`Serialize`] type has it. A value that serde writes as a struct, a map or bytes is
/// [`BuildErrorKind::Unformattable`](crate::BuildErrorKind::Unformattable).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent in the path, the query or a header",
    label = "needs `serde::Serialize`",
    note = "put `#[derive(serde::Serialize)]` above the type; if it is only `Display`, write `<name: Display>`, `#[query(Display)]` or \
            `#[header(\"…\", Display)]`; the fields of a struct are sent by `#[query(flatten)]`"
)]
pub trait ParamValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> ParamValue for T {}

/// Any number of values by their `Display`: one, an `Option`, or a list.
///
/// `Kind` tells the implementations apart and is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent by its `Display`",
    label = "needs `Display`",
    note = "an `Option` and a list of such values can be sent too; without `Display` the type is sent the way serde writes it; a type parameter \
            needs `T: Display`"
)]
pub trait DisplayValues<Kind> {
    #[doc(hidden)]
    const IS_LIST: bool = false;

    /// Hands over each value in its order.
    fn each(&self, visit: &mut dyn FnMut(&dyn Display));
}

/// The kinds of [`DisplayValues`] and [`PartValues`](crate::multipart::PartValues).
pub mod kind {
    /// Exactly one value, or what serde makes of it.
    #[derive(Debug)]
    pub enum One {}
    /// A value or none.
    #[derive(Debug)]
    pub enum Maybe<Kind> {
        #[doc(hidden)]
        _Of(Kind),
    }
    /// A list of single values.
    #[derive(Debug)]
    pub enum Many {}
    /// Content to upload, an `Option` or a list of it.
    #[derive(Debug)]
    pub enum File {}
    /// Bytes, which are no list of numbers: as a part write `Upload`, or `#[part(Raw)]`.
    #[derive(Debug)]
    pub enum BytesWantUploadOrPartRaw {}
}

#[diagnostic::do_not_recommend]
impl<T: Display + ?Sized> DisplayValues<kind::One> for T {
    fn each(&self, visit: &mut dyn FnMut(&dyn Display)) {
        visit(&self);
    }
}

#[diagnostic::do_not_recommend]
impl<T: DisplayValues<K>, K> DisplayValues<kind::Maybe<K>> for Option<T> {
    const IS_LIST: bool = T::IS_LIST;

    fn each(&self, visit: &mut dyn FnMut(&dyn Display)) {
        if let Some(value) = self {
            value.each(visit);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: DisplayValues<K>, K> DisplayValues<kind::Maybe<K>> for &Option<T> {
    const IS_LIST: bool = T::IS_LIST;

    fn each(&self, visit: &mut dyn FnMut(&dyn Display)) {
        (*self).each(visit);
    }
}

macro_rules! lists {
    ($([$($generics:tt)*] $list:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> DisplayValues<kind::Many> for $list {
            const IS_LIST: bool = true;

            fn each(&self, visit: &mut dyn FnMut(&dyn Display)) {
                for value in self.iter() {
                    visit(value);
                }
            }
        }
    )*};
}

lists! {
    [T: Display] Vec<T>,
    [T: Display] [T],
    [T: Display] &[T],
    [T: Display] Box<[T]>,
    [T: Display, const N: usize] [T; N],
    [T: Display, const N: usize] &[T; N],
    [T: Display + Clone] Cow<'_, [T]>,
    [T: Display] &Vec<T>,
    [T: Display] VecDeque<T>,
    [T: Display] LinkedList<T>,
    [T: Display] BTreeSet<T>,
    [T: Display, H] HashSet<T, H>,
}

/// Values by their `Display`, for a serializer. It names no type, so that rustc says only once that one is not `Display`.
#[derive(Debug)]
pub struct Displayed {
    texts: Vec<Result<String, Error>>,
    is_list: bool,
}

/// A value that is sent by its `Display`.
pub fn display<T: DisplayValues<K> + ?Sized, K>(value: &T) -> Displayed {
    let mut texts = Vec::new();
    value.each(&mut |value| texts.push(displayed(value)));
    Displayed {
        texts,
        is_list: T::IS_LIST,
    }
}

impl Serialize for Displayed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut texts = self.texts.iter();
        if let Some(error) = texts.clone().find_map(|text| text.as_ref().err()) {
            return Err(S::Error::custom(error));
        }
        let mut texts = texts.by_ref().flatten();
        if self.is_list {
            return serializer.collect_seq(texts);
        }
        match texts.next() {
            Some(text) => serializer.serialize_str(text),
            None => serializer.serialize_none(),
        }
    }
}

/// What a query parameter without a value is made from: `bool`, or `Option<bool>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a flag",
    label = "needs to be a `bool`",
    note = "a flag is sent as a name without a value, or not at all"
)]
pub trait Flag {
    /// Whether the name is sent.
    fn is_set(&self) -> bool;
}

impl Flag for bool {
    fn is_set(&self) -> bool {
        *self
    }
}

impl Flag for Option<bool> {
    fn is_set(&self) -> bool {
        self.unwrap_or_default()
    }
}
