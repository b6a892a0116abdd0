use std::future::Future;
use std::pin::Pin;

use serde::{Deserialize, Serialize};

pub struct Client {
    http: reqwest::Client,
    base: String,
}

impl Client {
    fn new(base: String) -> Self {
        Self { http: reqwest::Client::new(), base }
    }
}
