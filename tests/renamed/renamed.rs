//! The library under another name, in edition 2021 and without a prelude.
#![no_implicit_prelude]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use ::cp::{BaseUrl, Endpoint};
use ::std::{assert, assert_eq, format};

/// Updates one link.
#[::cp::endpoint(PUT, "/links/<id>/<rest..>?<page>", crate = ::cp, auth = Basic,
    200 => Link,
    202 => Started { job: ::std::string::String, #[serde(default)] left: u8 },
    404 => Missing([Problem { code: ::std::string::String }]),
    428 => ::std::string::String as Text,
)]
#[derive(Debug, Clone)]
pub struct Update<'a> {
    /// The id.
    pub id: &'a str,
    /// Where.
    pub rest: ::std::vec::Vec<u8>,
    /// The page.
    pub page: ::std::option::Option<u8>,
    /// The mode.
    #[query(style = csv)]
    pub modes: [Mode; 2],
    /// For whom.
    #[header("X-For")]
    pub header: ::std::option::Option<Mode>,
    /// A secret.
    #[secret]
    pub password: ::std::string::String,
    /// A value that may be cleared.
    pub state: ::cp::Patch<u8>,
}

/// Read by a server, where another crate of the build asks for that; without it the option is nothing.
#[::cp::endpoint(PATCH, "/links/<id>", crate = ::cp, serve, 200 => Patched { id: u8, #[serde(flatten)] link: Served }, 404 => Gone(()))]
#[derive(Debug, Clone)]
pub struct Patch {
    /// The id.
    pub id: u8,
    /// The name.
    pub name: ::std::option::Option<::std::string::String>,
    /// Whose fields are the body's.
    #[serde(flatten)]
    pub link: Served,
}

/// Another link.
#[derive(Debug, Clone, ::serde::Serialize, ::serde::Deserialize)]
pub struct Served {
    /// The note.
    pub note: ::std::string::String,
}

/// One link.
#[derive(Debug, ::cp::Deserialize)]
#[callpoint(crate = ::cp)]
pub struct Link {
    /// The id.
    pub id: u8,
    /// Its state, read by serde's own derive.
    pub state: ::std::option::Option<State>,
}

/// The state of a link.
#[derive(Debug, ::cp::Deserialize)]
#[callpoint(crate = ::cp)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// In use.
    Valid,
    /// Not any more.
    Gone(u8),
}

/// The mode.
#[derive(Debug, Clone, Copy, ::serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// At once.
    VeryFast,
    /// Some day.
    Slow,
}

/// The errors of every endpoint.
#[derive(Debug, ::cp::ErrorSet)]
#[callpoint(crate = ::cp)]
pub enum Errors {
    /// The request is invalid.
    #[status(4xx)]
    Bad(::std::vec::Vec<u8>),
    /// The service is down.
    #[status(5xx as Text)]
    Down(::std::string::String),
}

/// One service.
#[::cp::api(crate = ::cp, errors = Errors, body = Form)]
pub mod service {
    use super::Errors;

    /// Creates.
    #[::cp::endpoint(POST, "/c", 201 => ())]
    #[serde(rename_all = "UPPERCASE")]
    pub struct Create<T: ::serde::Serialize> {
        /// What.
        #[serde(flatten)]
        pub what: ::std::collections::BTreeMap<u8, T>,
        /// When.
        pub when: ::std::option::Option<u8>,
    }

    /// Looks.
    #[::cp::endpoint(GET, "/g")]
    pub struct Look;
}

fn sent<E: Endpoint>(endpoint: &E) -> ::std::string::String {
    let request = endpoint
        .to_http(&BaseUrl::parse("https://h").unwrap())
        .unwrap();
    let body = ::std::string::String::from_utf8_lossy(request.body().as_bytes().unwrap());
    format!("{} {} {body}", request.method(), request.uri())
}

fn response(status: u16, body: &'static str) -> ::http::Response<::bytes::Bytes> {
    ::http::Response::builder()
        .status(status)
        .body(::bytes::Bytes::from_static(body.as_bytes()))
        .unwrap()
}

#[test]
fn requests_are_written() {
    let update = Update::new("i", ::std::vec![1, 2], [Mode::VeryFast, Mode::Slow], "pw")
        .page(3)
        .state(4)
        .header(Mode::Slow);
    assert_eq!(
        sent(&update),
        "PUT https://h/links/i/1/2?page=3&modes=very-fast,slow {\"password\":\"pw\",\"state\":4}"
    );
    assert!(format!("{update:?}").contains("password: …"));
    let what: ::std::collections::BTreeMap<u8, bool> = ::std::convert::From::from([(1, true)]);
    assert_eq!(
        sent(&service::Create::new(what).when(2)),
        "POST https://h/c 1=true&WHEN=2"
    );
    assert_eq!(sent(&service::Look::new()), "GET https://h/g ");
}

#[test]
fn responses_are_decoded() {
    use ::std::result::Result::{Err, Ok};

    match Update::from_http(response(200, "{\"id\":1,\"state\":{\"gone\":2}}")) {
        Ok(UpdateOutput::Ok(link)) => {
            assert_eq!(format!("{link:?}"), "Link { id: 1, state: Some(Gone(2)) }");
        }
        other => ::std::panic!("{other:?}"),
    }
    match Update::from_http(response(404, "[{\"code\":\"c\"}]")) {
        Err(::cp::Error::Api(error)) => {
            assert_eq!(error.body.as_missing().unwrap()[0].code, "c")
        }
        other => ::std::panic!("{other:?}"),
    }
    let down = service::Create::<u8>::from_http(response(503, "x")).unwrap_err();
    assert_eq!(down.api().unwrap().as_down().unwrap(), "x");
    assert_eq!(service::ENDPOINTS.len(), 2);
}

/// Sends the same link for every request.
struct Always;

impl ::cp::transport::Transport for Always {
    fn send(&self, _: ::http::Request<::cp::Body>) -> ::cp::transport::Sending<'_> {
        ::std::boxed::Box::pin(async {
            ::std::result::Result::Ok(::http::Response::new(
                <::cp::Body as ::std::convert::From<&str>>::from(r#"{"id":7}"#),
            ))
        })
    }
}

#[test]
fn a_call_under_another_name() {
    // The attribute of an async test needs a prelude.
    let runtime = ::tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    runtime.unwrap().block_on(call());
}

async fn call() {
    let client = ::cp::Client::builder("https://api.example.com").basic_auth("id", "password");
    let client = client.transport(Always).build().unwrap();
    let update = Update::new("a", ::std::vec![1], [Mode::VeryFast, Mode::Slow], "secret");
    let ::std::result::Result::Ok(UpdateOutput::Ok(link)) = update.call(&client).await else {
        ::std::panic!("another response")
    };
    assert_eq!(link.id, 7);
}
