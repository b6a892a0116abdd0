//! Names of the prelude and of our own runtime mean something else here.

#![no_implicit_prelude]
#![allow(dead_code, non_camel_case_types)]

use ::callpoint::{ErrorSet, endpoint};

mod callpoint {}
mod core {}
mod std {}
mod serde {}
struct Option;
struct Result;
struct Vec;
struct Some;
struct Ok;
struct Err;
struct Json;
struct Clone;
struct Debug;
trait Into {}
trait Default {}
type u16 = ();

#[endpoint(PUT, "/api/links/<id>/?<mode>",
    auth = Basic,
    timeout = "5s",
    200 => Link { id: ::std::string::String },
    202 => (),
    400 | 401 => Rejected([Problem { code: ::std::string::String }]),
    5xx => ::std::string::String as Text,
)]
#[derive(::std::fmt::Debug, ::std::clone::Clone)]
#[serde(rename_all = "camelCase")]
pub struct UpdateLink {
    pub id: ::std::string::String,
    pub mode: ::std::option::Option<Mode>,
    #[header("X-Tags")]
    pub tags: ::std::vec::Vec<Mode>,
    #[secret]
    pub password: ::std::string::String,
    pub note: ::std::option::Option<::std::string::String>,
    pub nickname: ::callpoint::Patch<::std::string::String>,
}

#[derive(::std::fmt::Debug, ::std::clone::Clone, ::serde::Serialize)]
pub enum Mode {
    Live,
}

#[derive(::std::fmt::Debug, ErrorSet)]
pub enum Refused {
    #[status(404)]
    NotFound(()),
    #[status(5xx as Text)]
    Down(::std::string::String),
}

#[endpoint(GET, "/api/links/", errors = Refused, 200 => ::std::vec::Vec<Link>)]
pub struct ListLinks;

async fn run(client: &::callpoint::Client<::callpoint::auth::Basic>) {
    let _ = UpdateLink::new("7", ::std::vec![Mode::Live], "new").mode(Mode::Live).note("mine").call(client).await;
    let _ = ListLinks::new().call(client).await;
}

fn main() {}
