//! A declaration of another crate, whose types may grow.
#![allow(missing_docs, reason = "it is a test of another crate's names")]

use callpoint::endpoint;

#[endpoint(GET, "/links/<id>", non_exhaustive,
    200 => Link { id: String, owner: Option<Owner { name: String }> },
    202 => (),
)]
#[derive(Debug)]
pub struct GetLink {
    pub id: u64,
}
