//! Schemes with names of their own, on the wire, in the metadata and in documents.

use callpoint::auth::{ApiKey, Basic, Bearer, Key, NamedScheme, Scheme, ValueOf};
use callpoint::meta::{AuthMeta, EndpointMeta, KeyLocation, SecuritySchemeKind};
use callpoint::{Client, Endpoint, endpoint};

use callpoint_test_support::listener::{EMPTY, Listener};

#[derive(Scheme)]
#[scheme(bearer)]
struct AdminToken;

#[derive(Scheme)]
#[scheme(bearer)]
struct UserToken;

#[derive(Scheme)]
#[scheme(basic)]
struct Console;

#[derive(Scheme)]
#[scheme(header = "X-Project-Key")]
struct ProjectKey;

#[derive(Scheme)]
#[scheme(query = "api key")]
struct UrlKey;

#[derive(Scheme)]
#[scheme(cookie = "session")]
struct Session;

#[endpoint(GET, "/admin", auth = AdminToken, 204 => ())]
struct Admin;

#[endpoint(GET, "/user", auth = UserToken | AdminToken, 204 => ())]
struct User;

#[endpoint(GET, "/console", auth = Console, 204 => ())]
struct Log;

#[endpoint(GET, "/project", auth = ProjectKey, 204 => ())]
struct Project;

#[endpoint(GET, "/url", auth = UrlKey, 204 => ())]
struct Url;

#[endpoint(GET, "/session", auth = Session, 204 => ())]
struct Me {
    #[header("cookie")]
    cookie: Option<String>,
}

#[endpoint(GET, "/together", auth = ProjectKey + Session, 204 => ())]
struct Together;

/// The target and the fields with credentials of the message.
async fn message(listener: Listener) -> String {
    let message = listener.message().await;
    let target = message
        .lines()
        .next()
        .and_then(|line| line.split(' ').nth(1));
    let fields = message.lines().filter(|line| {
        ["authorization:", "x-project-key:", "cookie:"]
            .iter()
            .any(|name| line.starts_with(name))
    });
    let lines: Vec<_> = target.into_iter().chain(fields).collect();
    lines.join(", ")
}

async fn one<S: NamedScheme, E: Endpoint<Auth = S, Output = ()>>(
    value: impl ValueOf<S>,
    endpoint: E,
) -> String {
    let listener = Listener::responding(EMPTY).await;
    let client: Client<S> = Client::builder(&listener.base)
        .auth::<S>(value)
        .build()
        .unwrap();
    let debug = format!("{client:?} {:?}", E::META.auth);
    assert!(!debug.contains("canary"), "{debug}");
    assert!(client.call(&endpoint).await.is_ok());
    message(listener).await
}

#[tokio::test]
async fn each_kind_is_sent_where_the_scheme_says() {
    let key = || Key::new("canary\r\n").unwrap();
    let bearer = Bearer::new("canary").unwrap();
    assert_eq!(
        one(bearer, Admin).await,
        "/admin, authorization: Bearer canary"
    );
    let basic = Basic::new("user", "pw").unwrap();
    assert_eq!(
        one(basic, Log).await,
        "/console, authorization: Basic dXNlcjpwdw=="
    );
    assert_eq!(one(key(), Project).await, "/project, x-project-key: canary");
    assert_eq!(one(key(), Url).await, "/url?api%20key=canary");
    assert_eq!(
        one(key(), Me::new()).await,
        "/session, cookie: session=canary"
    );
    let theirs = Me::new().cookie("theme=dark");
    assert_eq!(
        one(key(), theirs).await,
        "/session, cookie: theme=dark; session=canary"
    );
    assert_eq!(format!("{:?}", key()), "Key(…)");
}

#[tokio::test]
async fn schemes_of_one_kind_are_told_apart() {
    for (call, expected) in [
        (0, "/admin, authorization: Bearer a"),
        (1, "/user, authorization: Bearer u"),
        (2, "/together, x-project-key: p, cookie: session=s"),
    ] {
        let listener = Listener::responding(EMPTY).await;
        let client: Client<(AdminToken, UserToken, ProjectKey, Session)> =
            Client::builder(&listener.base)
                .auth::<AdminToken>(Bearer::new("a").unwrap())
                .auth::<UserToken>(Bearer::new("old").unwrap())
                .auth::<ProjectKey>(Key::new("p").unwrap())
                .auth::<Session>(Key::new("s").unwrap())
                .build()
                .unwrap();
        client
            .replace_auth::<UserToken, _>(Bearer::new("u").unwrap())
            .unwrap();
        let called = match call {
            0 => Admin.call(&client).await,
            1 => User.call(&client).await,
            _ => Together.call(&client).await,
        };
        assert!(called.is_ok());
        assert_eq!(message(listener).await, expected);
    }
}

#[test]
fn an_invalid_value_is_reported_by_the_builder() {
    let cases = [
        Client::builder("https://api.example.com")
            .auth::<Session>(Key::new("a;b").unwrap())
            .build()
            .map(drop),
        Client::builder("https://api.example.com")
            .auth::<Session>(Key::new("a b").unwrap())
            .build()
            .map(drop),
    ];
    for case in cases {
        let error = case.unwrap_err();
        assert_eq!(
            error.to_string(),
            "auth: the key has a character that is not valid in a cookie"
        );
    }
    assert!(Key::new("").is_err());
    assert!(Key::new("a\nb").is_err());
    assert!(ApiKey::cookie("a;b", "k").is_err());
}

#[test]
fn the_metadata_has_name_and_place() {
    let kind = |meta: &EndpointMeta| match meta.auth {
        AuthMeta::Scheme(scheme) => (scheme.name, scheme.kind),
        other => panic!("{other:?}"),
    };
    let (location, name) = (KeyLocation::Header, "X-Project-Key");
    assert_eq!(
        kind(Admin::META),
        ("AdminToken", SecuritySchemeKind::HttpBearer)
    );
    assert_eq!(kind(Log::META), ("Console", SecuritySchemeKind::HttpBasic));
    assert_eq!(
        kind(Project::META),
        ("ProjectKey", SecuritySchemeKind::KeyIn { location, name })
    );
}
