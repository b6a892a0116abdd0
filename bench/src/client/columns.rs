//! The columns of the table.

mod callpoint;
#[cfg(feature = "hyper-transport")]
mod cases;
mod hyper;
mod pieces;
mod reqwest;

pub(crate) use self::callpoint::Callpoint;
#[cfg(feature = "hyper-transport")]
pub(crate) use self::cases::{Ours, Theirs};
pub(crate) use self::hyper::Hyper;
pub(crate) use self::pieces::{
    FromHttp, FromHttpDrift, FromHttpHandWritten, ToHttp, ToHttpHandWritten,
};
pub(crate) use self::reqwest::Reqwest;
