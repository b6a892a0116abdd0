//! Values that travel as text: in the path, in the query and in headers.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet, LinkedList, VecDeque};
use std::fmt;

/// One value in the path, in the query or in a header.
///
/// Whatever is [`Display`](fmt::Display) is one, and travels as it is displayed. An enum becomes one by
/// [`#[derive(Param)]`](macro@crate::Param) and travels by its serde names. `Debug` is never used.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a path parameter",
    label = "needs `Display` or `#[derive(callpoint::Param)]`",
    note = "a path parameter is exactly one value: `None` or a list would leave its segment open"
)]
pub trait Param {
    /// Writes the value as it should travel, before any encoding.
    ///
    /// # Errors
    /// The formatter's, or where the value has no text form.
    fn fmt_param(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

#[diagnostic::do_not_recommend]
impl<T: fmt::Display + ?Sized> Param for T {
    fn fmt_param(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Lets any [`Param`] pass where one type has to stand for all.
pub(crate) struct Shown<'a, T: ?Sized>(pub(crate) &'a T);

impl<T: Param + ?Sized> fmt::Display for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt_param(f)
    }
}

/// Any number of values under one name in the query or in a header: a [`Param`], an `Option`, or a list.
///
/// `Kind` tells the implementations apart and is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent in the query or in a header",
    label = "needs `Display` or `#[derive(callpoint::Param)]`",
    note = "an `Option` and a list of such values can be sent too; for a struct or map write `#[query(flatten)]`"
)]
pub trait ParamValues<Kind> {
    /// Hands over each value in its order.
    fn each(&self, visit: &mut dyn FnMut(&dyn fmt::Display));
}

/// The kinds of [`ParamValues`].
pub mod kind {
    /// Exactly one value.
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
    /// Content to upload.
    #[derive(Debug)]
    pub enum File {}
    /// A list of parts.
    #[derive(Debug)]
    pub enum Some<Kind> {
        #[doc(hidden)]
        _Of(Kind),
    }
}

#[diagnostic::do_not_recommend]
impl<T: Param + ?Sized> ParamValues<kind::One> for T {
    fn each(&self, visit: &mut dyn FnMut(&dyn fmt::Display)) {
        visit(&Shown(self));
    }
}

#[diagnostic::do_not_recommend]
impl<T: ParamValues<K>, K> ParamValues<kind::Maybe<K>> for Option<T> {
    fn each(&self, visit: &mut dyn FnMut(&dyn fmt::Display)) {
        if let Some(value) = self {
            value.each(visit);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: ParamValues<K>, K> ParamValues<kind::Maybe<K>> for &Option<T> {
    fn each(&self, visit: &mut dyn FnMut(&dyn fmt::Display)) {
        (*self).each(visit);
    }
}

macro_rules! lists {
    ($([$($generics:tt)*] $list:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> ParamValues<kind::Many> for $list {
            fn each(&self, visit: &mut dyn FnMut(&dyn fmt::Display)) {
                for value in self.iter() {
                    visit(&Shown(value));
                }
            }
        }
    )*};
}

lists! {
    [T: Param] Vec<T>,
    [T: Param] [T],
    [T: Param] &[T],
    [T: Param] Box<[T]>,
    [T: Param, const N: usize] [T; N],
    [T: Param, const N: usize] &[T; N],
    [T: Param + Clone] Cow<'_, [T]>,
    [T: Param] &Vec<T>,
    [T: Param] VecDeque<T>,
    [T: Param] LinkedList<T>,
    [T: Param] BTreeSet<T>,
    [T: Param, S] HashSet<T, S>,
}

/// The segments of a rest parameter (`<name..>`): the items of a list, or a text at its slashes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a rest parameter",
    label = "needs to be a list, or a text with slashes"
)]
pub trait Segments<Kind> {
    /// Hands over each segment in its order.
    fn each_segment(&self, visit: &mut dyn FnMut(&dyn fmt::Display));
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + ?Sized> Segments<kind::One> for T {
    fn each_segment(&self, visit: &mut dyn FnMut(&dyn fmt::Display)) {
        self.as_ref().split('/').for_each(|segment| visit(&segment));
    }
}

#[diagnostic::do_not_recommend]
impl<T: ParamValues<kind::Many> + ?Sized> Segments<kind::Many> for T {
    fn each_segment(&self, visit: &mut dyn FnMut(&dyn fmt::Display)) {
        self.each(visit);
    }
}

/// What a query parameter without a value is made from: `bool`, or `Option<bool>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a flag",
    label = "needs to be a `bool`",
    note = "a flag is a name without a value: there or not"
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
