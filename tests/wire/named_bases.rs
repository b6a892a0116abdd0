//! `base = …`: another server, with its own credentials or none.

use callpoint::auth::{ApiKey, Basic, Bearer, Key, Provides, Scheme};
use callpoint::{
    Base, BuildErrorKind, Client, ConfigError, Endpoint, Error, Server, api, endpoint,
};

use callpoint_test_support::listener::{EMPTY, Listener};

/// Where files are sent.
#[derive(Base)]
struct Uploads;

#[derive(Base)]
#[base("https://reports.example.com")]
struct Reports;

#[derive(Scheme)]
#[scheme(header = "x-upload-key")]
struct UploadKey;

#[derive(Scheme)]
#[scheme(cookie = "session")]
struct Session;

#[endpoint(GET, "/plain", 204 => ())]
struct Plain;

#[endpoint(GET, "/own", base = Uploads, 204 => ())]
struct Own;

#[endpoint(GET, "/bearer", base = Uploads, auth = Bearer, 204 => ())]
struct WithBearer;

#[endpoint(GET, "/key", base = Uploads, auth = UploadKey, 204 => ())]
struct WithKey;

#[endpoint(GET, "/both", base = Uploads, auth = Bearer + UploadKey, 204 => ())]
struct WithBoth;

#[endpoint(GET, "/either", base = Uploads, auth = Basic | Bearer, 204 => ())]
struct Either;

#[endpoint(GET, "/none", base = Uploads, auth = none, 204 => ())]
struct WithNone;

#[endpoint(GET, "/basic", base = Uploads, auth = Basic, 204 => ())]
struct WithBasic;

#[endpoint(GET, "/report/<id>", base = Reports, auth = Basic, 204 => ())]
struct Report<T> {
    id: T,
}

#[api(base = Uploads, auth = Bearer)]
mod files {
    use callpoint::endpoint;

    use super::{Reports, Uploads};

    #[endpoint(GET, "/inherited", 204 => ())]
    pub(super) struct Inherited;

    #[endpoint(GET, "/elsewhere/<id>", base = Reports, 204 => ())]
    pub(super) struct Elsewhere<T> {
        pub(super) id: T,
    }
}

/// The server that a call reaches, with the request line and the credentials there; or the error.
async fn reached<A, E: Endpoint<Output = ()>, P>(
    client: &Client<A>,
    endpoint: E,
    servers: [Listener; 2],
) -> String
where
    A: Provides<E::Auth, P>,
{
    let called = client.call(&endpoint).await;
    let [main, uploads] = servers;
    let mut seen = Vec::new();
    for (name, server) in [("main", main), ("uploads", uploads)] {
        for message in server.received().await {
            let fields = message.lines().filter(|line| {
                let keys = ["authorization:", "x-upload-key:"];
                line.starts_with("GET ") || keys.iter().any(|key| line.starts_with(key))
            });
            let fields: Vec<_> = fields.collect();
            seen.push(format!(
                "{name}: {}",
                fields.join(", ").replace(" HTTP/1.1", "")
            ));
        }
    }
    match called {
        Ok(()) => seen.join("; "),
        Err(Error::Build(error)) => {
            assert!(seen.is_empty(), "{seen:?}");
            format!(
                "{:?}: {error}, {}",
                error.kind(),
                error.detail().unwrap_or_default()
            )
        }
        Err(error) => panic!("{error}"),
    }
}

macro_rules! table {
    ($($endpoint:expr => $expected:expr;)+) => {$(
        let servers = [Listener::responding(EMPTY).await, Listener::responding(EMPTY).await];
        let [main, uploads] = &servers;
        let client = Client::builder(&main.base)
            .basic_auth("user", "pw")
            .base::<Uploads>(
                Server::new(format!("{}/v2", uploads.base))
                    .credentials(Bearer::new("t").unwrap())
                    .auth::<UploadKey>(Key::new("k").unwrap()),
            )
            .build()
            .unwrap();
        assert_eq!(reached(&client, $endpoint, servers).await, $expected, stringify!($endpoint));
    )+};
}

#[tokio::test]
async fn each_base_has_its_own_credentials() {
    table! {
        Plain => "main: GET /plain, authorization: Basic dXNlcjpwdw==";
        Own => "uploads: GET /v2/own, authorization: Bearer t";
        WithBearer => "uploads: GET /v2/bearer, authorization: Bearer t";
        WithKey => "uploads: GET /v2/key, x-upload-key: k";
        WithBoth => "uploads: GET /v2/both, authorization: Bearer t, x-upload-key: k";
        Either => "uploads: GET /v2/either, authorization: Bearer t";
        WithNone => "uploads: GET /v2/none";
        files::Inherited => "uploads: GET /v2/inherited, authorization: Bearer t";
        WithBasic => "Unauthorized: GET /basic: the credentials cannot be added to the request; nothing was sent, \
            the base `Uploads` does not hold the credentials for `Basic`";
        Report::new(7) => "MissingBase: GET /report/<id>: the client has no base `Reports`; give its builder the URL: \
            `.base::<Reports>(\"https://…\")`; nothing was sent, ";
        files::Elsewhere::new(7) => "MissingBase: GET /elsewhere/<id>: the client has no base `Reports`; give its builder the URL: \
            `.base::<Reports>(\"https://…\")`; nothing was sent, ";
    }
}

#[tokio::test]
async fn a_client_needs_no_credentials_of_its_own_and_a_base_none() {
    let server = Listener::responding(EMPTY).await;
    let client = Client::builder("https://api.example.com")
        .base::<Uploads>("https://old.example.com")
        .base::<Uploads>(&server.base)
        .build()
        .unwrap();
    Own.call(&client).await.unwrap();
    let error = WithBearer.call(&client).await.unwrap_err();
    assert!(matches!(&error, Error::Build(error) if error.kind() == BuildErrorKind::Unauthorized));
    let message = server.message().await;
    assert!(message.starts_with("GET /own HTTP/1.1\r\n"), "{message}");
    assert!(!message.contains("authorization"), "{message}");
}

#[test]
fn what_shows_a_call_shows_its_base() {
    let client = Client::builder("https://api.example.com")
        .basic_auth("user", "pw")
        .base::<Uploads>(
            Server::new("https://uploads.example.com/v1").credentials(Bearer::new("t").unwrap()),
        )
        .build()
        .unwrap();
    let curl = client.curl(&WithBearer).unwrap().to_string();
    assert!(
        curl.contains("https://uploads.example.com/v1/bearer"),
        "{curl}"
    );
    assert!(curl.contains("authorization: Bearer ***"), "{curl}");
    let error = client.curl(&Report::new(7)).unwrap_err();
    assert_eq!(
        (error.kind(), error.name()),
        (BuildErrorKind::MissingBase, "Reports")
    );

    let names =
        |endpoint: &callpoint::meta::EndpointMeta| endpoint.base.map(|base| (base.name, base.url));
    assert_eq!(names(Plain::META), None);
    assert_eq!(names(Own::META), Some(("Uploads", None)));
    let reports = Some(("Reports", Some("https://reports.example.com")));
    assert_eq!(names(Report::<u8>::META), reports);
    assert_eq!(
        files::ENDPOINTS
            .iter()
            .copied()
            .map(names)
            .collect::<Vec<_>>(),
        [Some(("Uploads", None)), reports]
    );
    assert_eq!(WithBearer::META.auth.to_string(), "`Bearer`");
}

#[test]
fn a_base_is_checked_when_the_client_is_built() {
    let key = || ApiKey::header("x-key", "hunter2").unwrap();
    let built = |server: Server| {
        let client = Client::builder("https://api.example.com")
            .base::<Uploads>(server)
            .build();
        client
            .map(drop)
            .map_err(|error: ConfigError| (error.setting(), error.to_string()))
    };
    built(Server::new("http://uploads.example.com")).unwrap();
    built(Server::new("http://127.0.0.1").credentials(key())).unwrap();
    let (setting, text) = built(Server::new("uploads.example.com")).unwrap_err();
    assert_eq!(
        (setting, text.as_str()),
        ("base", "base: is not a valid base URL")
    );
    let (setting, text) =
        built(Server::new("http://uploads.example.com").credentials(key())).unwrap_err();
    assert_eq!(setting, "base");
    assert!(
        text.contains("over plain http") && !text.contains("hunter2"),
        "{text}"
    );
}

#[tokio::test]
async fn credentials_of_a_base_are_replaced_while_a_client_is_used() {
    let server = Listener::responding(EMPTY).await;
    let client = Client::builder(&server.base)
        .bearer_token("own")
        .base::<Uploads>(
            Server::new(&server.base)
                .credentials(Bearer::new("old").unwrap())
                .auth::<UploadKey>(Key::new("old-key").unwrap()),
        )
        .build()
        .unwrap();
    let clone = client.clone();
    let bearer = || Bearer::new("new").unwrap();
    clone.replace_base_credentials::<Uploads>(bearer()).unwrap();
    let shown = client.curl(&WithBoth).unwrap();
    clone
        .replace_base_auth::<Uploads, UploadKey>(Key::new("new-key").unwrap())
        .unwrap();
    WithBoth.call(&client).await.unwrap();
    let message = server.message().await;
    for sent in ["authorization: Bearer new\r\n", "x-upload-key: new-key\r\n"] {
        assert!(message.contains(sent), "{message}");
    }
    assert!(!shown.to_string().contains("new"), "{shown}");

    // What is not there is not added.
    let basic = Basic::new("id", "hunter2").unwrap();
    let errors = [
        client
            .replace_base_credentials::<Uploads>(basic)
            .unwrap_err(),
        client
            .replace_base_credentials::<Reports>(bearer())
            .unwrap_err(),
        client
            .replace_base_auth::<Reports, UploadKey>(Key::new("k").unwrap())
            .unwrap_err(),
        client
            .replace_base_auth::<Uploads, Session>(Key::new("hunter2; b").unwrap())
            .unwrap_err(),
    ];
    let texts = errors.each_ref().map(ToString::to_string);
    assert_eq!(
        texts[0],
        "base: the base has no credentials of this scheme to replace"
    );
    assert_eq!(texts[1], "base: the client has no such base");
    assert_eq!(texts[2], texts[1]);
    assert!(
        texts[3].contains("cookie") && !texts[3].contains("hunter2"),
        "{texts:?}"
    );
}
