//! Values that are sent by their `Display`, read by their `FromStr`.

use std::collections::{BTreeSet, HashSet, LinkedList, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::str::FromStr;

use super::rejection::{MISSING, TWICE};
use crate::param::kind;

/// Any number of values by their `FromStr`: one, an `Option`, or a list. The inverse of [`DisplayValues`](crate::DisplayValues).
///
/// `Kind` tells the implementations apart and is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read by its `FromStr`",
    label = "needs `FromStr`",
    note = "`serve` reads what the endpoint sends: what is sent by `Display` is read by `std::str::FromStr`; an `Option` and a list of such values can \
            be read too"
)]
pub trait ParsedValues<Kind>: Sized {
    #[doc(hidden)]
    const IS_LIST: bool = false;

    /// Reads the texts.
    ///
    /// # Errors
    /// Why not, without the text.
    #[doc(hidden)]
    fn parse(texts: Vec<String>) -> Result<Self, &'static str>;
}

const INVALID: &str = "the type does not accept the value";

#[diagnostic::do_not_recommend]
impl<T: FromStr> ParsedValues<kind::One> for T {
    fn parse(texts: Vec<String>) -> Result<Self, &'static str> {
        let [text] = &texts[..] else {
            return Err(if texts.is_empty() { MISSING } else { TWICE });
        };
        text.parse().map_err(|_| INVALID)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ParsedValues<K>, K> ParsedValues<kind::Maybe<K>> for Option<T> {
    const IS_LIST: bool = T::IS_LIST;

    fn parse(texts: Vec<String>) -> Result<Self, &'static str> {
        (!texts.is_empty()).then(|| T::parse(texts)).transpose()
    }
}

macro_rules! lists {
    ($([$($generics:tt)*] $list:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> ParsedValues<kind::Many> for $list {
            const IS_LIST: bool = true;

            fn parse(texts: Vec<String>) -> Result<Self, &'static str> {
                texts.iter().map(|text| text.parse().map_err(|_| INVALID)).collect()
            }
        }
    )*};
}

lists! {
    [T: FromStr] Vec<T>,
    [T: FromStr] Box<[T]>,
    [T: FromStr] VecDeque<T>,
    [T: FromStr] LinkedList<T>,
    [T: FromStr + Ord] BTreeSet<T>,
    [T: FromStr + Hash + Eq, H: BuildHasher + Default] HashSet<T, H>,
}

#[diagnostic::do_not_recommend]
impl<T: FromStr, const N: usize> ParsedValues<kind::Many> for [T; N] {
    const IS_LIST: bool = true;

    fn parse(texts: Vec<String>) -> Result<Self, &'static str> {
        let items: Vec<T> = ParsedValues::<kind::Many>::parse(texts)?;
        items
            .try_into()
            .map_err(|_| "it has another number of items")
    }
}
