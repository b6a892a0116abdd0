//! What the oracles share: cases from a seed, and requests in the form in which they are compared.

mod random;
pub(crate) mod request;

pub(crate) use self::random::{Random, number};
pub(crate) use self::request::{Described, Request, reconciled};
