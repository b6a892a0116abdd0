use std::future::Future;
use std::pin::Pin;

use callpoint::auth::Basic;
use callpoint::{Error, endpoint};
#[allow(unused_imports)]
use serde::Deserialize;

pub struct Client(callpoint::Client<Basic>);

impl Client {
    fn new(base: String) -> Self {
        Self(callpoint::Client::builder(&base).basic_auth("secret-id", "secret-password").build().unwrap())
    }
}
