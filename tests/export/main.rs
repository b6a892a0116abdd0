//! Declarations and calls exported for other tools: curl commands, collections, recordings.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../../examples/belvo/api.rs"]
#[allow(dead_code, unreachable_pub, reason = "declared to be exported")]
mod belvo;
mod browsers;
mod collection;
mod curl;
mod exceptions;
mod leaks;
mod limits;
mod named_bases;
mod openapi;
mod own_names;
mod places;
mod record;
mod redaction;

use callpoint::auth::Provides;
use callpoint::{BuildError, Client, Curl, Endpoint};

/// `client.curl(&request)` with the request first.
trait AsCurl: Endpoint + Sized {
    fn curl<A: Provides<Self::Auth, P>, P>(&self, client: &Client<A>) -> Result<Curl, BuildError> {
        client.curl(self)
    }
}

impl<E: Endpoint> AsCurl for E {}
mod search;
mod service;
mod several_schemes;
mod type_names;
