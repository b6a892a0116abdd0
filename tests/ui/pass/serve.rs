//! `serve` for a module: what borrows is left out, and the names of the user's are their own.
#![deny(warnings)]
#![allow(dead_code)]

use callpoint::serve::Serve;

#[callpoint::api(serve, errors = Errors)]
mod links {
    use callpoint::{OpenEnum, endpoint};

    use super::{Errors, Result, Serialize};

    #[derive(Debug, Clone, OpenEnum)]
    pub enum Kind {
        A,
        Other(String),
    }

    #[endpoint(PUT, "/links/<id>", 200 | 201 => Link { id: u64, kind: Kind, #[serde(skip_serializing_if = "Option::is_none")] note: Option<String> })]
    #[derive(Debug, Clone)]
    pub struct PutLink {
        pub id: u64,
        #[cfg(any())]
        pub kind: Missing,
        #[cfg(all())]
        pub kind: Kind,
        #[query]
        #[cfg(any())]
        pub page: Missing,
        pub __fields: Option<String>,
        pub r#type: bool,
    }

    #[endpoint(GET, "/links/<id>", 204 => ())]
    pub struct Borrows<'a> {
        pub id: &'a str,
    }

    #[endpoint(POST, "/links/<key>", 200 => Made(Vec<T>), 202 => Later(Later { at: u64 }))]
    pub struct Post<T: serde::Serialize + serde::de::DeserializeOwned, const N: usize> {
        pub key: T,
        #[serde(skip)]
        pub marker: std::marker::PhantomData<[T; N]>,
        pub output: Result,
        pub error: Serialize,
    }
}

type Result = u8;
type Serialize = u8;

#[derive(Debug, callpoint::ErrorSet)]
#[serve]
pub enum Errors {
    #[status(404)]
    Missing(()),
    #[status(4xx as Text)]
    Other(String),
}

fn is_served<T: Serve>() {}

fn main() {
    is_served::<links::PutLink>();
    is_served::<links::Post<String, 1>>();
}
