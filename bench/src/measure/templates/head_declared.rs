use std::future::Future;
use std::pin::Pin;

use callpoint::auth::Basic;
#[allow(unused_imports)]
use callpoint::Deserialize;
use callpoint::{Error, endpoint};

pub struct Client(callpoint::Client<Basic>);

impl Client {
    fn new(base: String) -> Self {
        Self(callpoint::Client::builder(&base).basic_auth("secret-id", "secret-password").build().unwrap())
    }
}
