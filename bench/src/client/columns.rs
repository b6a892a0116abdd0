//! The columns of the table.

mod callpoint;
mod hyper;
mod pieces;
mod reqwest;

pub(crate) use self::callpoint::Callpoint;
pub(crate) use self::hyper::Hyper;
pub(crate) use self::pieces::{FromHttp, FromHttpByHand, ToHttp, ToHttpByHand};
pub(crate) use self::reqwest::Reqwest;
