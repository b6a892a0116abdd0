//! Which redirects are followed, what goes along, and what is handed over instead.

use std::sync::{Arc, Mutex};

use callpoint::auth::AnyAuth;
use callpoint::{Client, Endpoint, Error, Redirects, TransportErrorKind, Upload, endpoint};

use crate::memory::{self, json};
use crate::script::Message;
use crate::service::{Service, answer};

/// The same endpoint with every method, and what it does not declare is handed over.
macro_rules! endpoints {
    ($($name:ident $method:tt),+) => {
        $(#[endpoint($method, "/from", 200 => ())]
        struct $name;)+
    };
}

endpoints!(Get GET, Head HEAD, Post POST, Put PUT, Patch PATCH, Delete DELETE, Options OPTIONS);

const BASE: &str = "https://api.example.com/v1";

/// Every URL that a call asks for, and what becomes of it. `/v1/from` is answered with that status and location, everything else with 200.
async fn asked<E>(
    endpoint: E,
    redirects: Option<Redirects>,
    status: u16,
    location: &str,
) -> (Vec<String>, String)
where
    E: Endpoint<Auth = AnyAuth, Output = ()>,
    E::Error: std::fmt::Display,
{
    let urls = Arc::<Mutex<Vec<String>>>::default();
    let seen = Arc::clone(&urls);
    let location = location.to_owned();
    let (transport, _) = memory::transport(move |request| {
        let mut seen = seen.lock().unwrap();
        seen.push(format!("{} {}", request.method(), request.uri()));
        let mut answer = json(if seen.len() == 1 { status } else { 200 }, "{}");
        if seen.len() == 1 {
            let location = location.parse().unwrap();
            answer.headers_mut().insert("location", location);
        }
        answer
    });
    let mut builder = Client::builder(BASE).transport(transport);
    if let Some(redirects) = redirects {
        builder = builder.redirects(redirects);
    }
    let outcome = match builder.build().unwrap().call(&endpoint).await {
        Ok(()) => "200".to_owned(),
        Err(Error::Unexpected(error)) => {
            assert!(error.headers().contains_key("location"));
            assert_eq!(error.body(), "{}");
            // What it says holds for a client that follows some, too.
            let is_told = error
                .to_string()
                .ends_with("; the redirect is not followed");
            assert_eq!(is_told, (300..400).contains(&status), "{error}");
            error.status().as_str().to_owned()
        }
        Err(error) => panic!("{error}"),
    };
    let urls = urls.lock().unwrap().clone();
    (urls, outcome)
}

#[tokio::test]
async fn every_status_with_every_method() {
    let cases = [
        (300, ""),
        (301, "GET HEAD"),
        (302, "GET HEAD"),
        (303, "GET HEAD"),
        (304, ""),
        (305, ""),
        (306, ""),
        (307, "GET HEAD POST PUT PATCH DELETE OPTIONS"),
        (308, "GET HEAD POST PUT PATCH DELETE OPTIONS"),
        (201, ""),
        (404, ""),
    ];
    for (status, followed) in cases {
        let redirects = Some(Redirects::same_origin());
        let outcomes = [
            ("GET", asked(Get, redirects, status, "/to").await),
            ("HEAD", asked(Head, redirects, status, "/to").await),
            ("POST", asked(Post, redirects, status, "/to").await),
            ("PUT", asked(Put, redirects, status, "/to").await),
            ("PATCH", asked(Patch, redirects, status, "/to").await),
            ("DELETE", asked(Delete, redirects, status, "/to").await),
            ("OPTIONS", asked(Options, redirects, status, "/to").await),
        ];
        for (method, (urls, outcome)) in outcomes {
            let mut expected = vec![format!("{method} {BASE}/from")];
            if followed.split(' ').any(|name| name == method) {
                expected.push(format!("{method} https://api.example.com/to"));
                assert_eq!(outcome, "200", "{method} {status}");
            } else {
                assert_eq!(outcome, status.to_string(), "{method} {status}");
            }
            assert_eq!(urls, expected, "{method} {status}");
        }
    }
}

#[tokio::test]
async fn a_client_as_it_is_built_follows_nothing() {
    for redirects in [
        None,
        Some(Redirects::none()),
        Some(Redirects::same_origin().limit(0)),
    ] {
        for status in [301, 302, 303, 307, 308] {
            let (urls, outcome) = asked(Get, redirects, status, "/to").await;
            assert_eq!((urls.len(), outcome), (1, status.to_string()));
        }
    }
}

#[tokio::test]
async fn where_they_may_lead() {
    let here = [
        ("/to", "https://api.example.com/to"),
        ("/to?a=b&c=%2F", "https://api.example.com/to?a=b&c=%2F"),
        ("to", "https://api.example.com/v1/to"),
        ("?page=2", "https://api.example.com/v1/from?page=2"),
        ("/to#part", "https://api.example.com/to"),
        ("https://api.example.com/to", "https://api.example.com/to"),
        (
            "https://API.EXAMPLE.COM:443/to",
            "https://api.example.com/to",
        ),
        ("//api.example.com/to", "https://api.example.com/to"),
        ("https://api.example.com", "https://api.example.com/"),
    ];
    for (location, expected) in here {
        let (urls, outcome) = asked(Get, Some(Redirects::same_origin()), 302, location).await;
        assert_eq!(outcome, "200", "{location}");
        assert_eq!(urls[1..], [format!("GET {expected}")], "{location}");
    }
    let elsewhere = [
        "https://elsewhere.example/to",
        "https://api.example.com.elsewhere.example/to",
        "https://sub.api.example.com/to",
        "https://api.example.com:8443/to",
        "http://api.example.com/to",
        "http://api.example.com:443/to",
        "https://user@api.example.com/to",
        "https://user:password@api.example.com/to",
        "https://api.example.com@elsewhere.example/to",
        "//elsewhere.example/to",
        "///elsewhere.example/to",
        "\\\\elsewhere.example/to",
        "/\\elsewhere.example/to",
        "https:\\\\elsewhere.example/to",
        "https:/elsewhere.example/to",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "/../to",
        "/a/%2e%2e/to",
        "to the other one",
        "",
        "#part",
    ];
    for location in elsewhere {
        let (urls, outcome) = asked(Get, Some(Redirects::same_origin()), 307, location).await;
        assert_eq!(
            (urls.len(), outcome.as_str()),
            (1, "307"),
            "{location}: {urls:?}"
        );
    }
}

#[tokio::test]
async fn two_locations_say_nothing() {
    let (transport, asked) = memory::transport(|_| {
        let mut answer = json(302, "");
        answer
            .headers_mut()
            .append("location", "/to".parse().unwrap());
        answer
            .headers_mut()
            .append("location", "/there".parse().unwrap());
        answer
    });
    let builder = Client::builder(BASE).transport(transport);
    let client = builder.redirects(Redirects::same_origin()).build().unwrap();
    assert_eq!(Get.call(&client).await.unwrap_err().status().unwrap(), 302);
    assert_eq!(asked.lock().unwrap().len(), 1);
}

/// What comes of a service that sends a request on so many times, and how often it was asked.
async fn chain(
    redirects: Redirects,
    hops: usize,
) -> (Result<(), Error<std::convert::Infallible>>, usize) {
    let (transport, asked) = memory::sending(move |number| {
        if number > hops {
            return Ok(json(200, ""));
        }
        let mut answer = json(307, format!("hop {number}"));
        let location = format!("/{number}").parse().unwrap();
        answer.headers_mut().insert("location", location);
        Ok(answer)
    });
    let builder = Client::builder(BASE).transport(transport);
    let client = builder.redirects(redirects).build().unwrap();
    let outcome = Get.call(&client).await;
    let asked = asked.lock().unwrap().len();
    (outcome, asked)
}

#[tokio::test]
async fn so_many_and_no_more() {
    let unset = Redirects::same_origin();
    for (redirects, limit) in [(unset, 10), (unset.limit(1), 1), (unset.limit(3), 3)] {
        let (outcome, asked) = chain(redirects, limit).await;
        assert!(outcome.is_ok(), "{outcome:?}");
        assert_eq!(asked, limit + 1);
        // One more, and a loop.
        for hops in [limit + 1, usize::MAX] {
            let (outcome, asked) = chain(redirects, hops).await;
            let error = outcome.unwrap_err();
            assert_eq!(asked, limit + 1);
            assert_eq!(
                error.to_string(),
                "GET /from: 307 Temporary Redirect, but more redirects than are followed"
            );
            // The last answer is kept.
            let last = format!("{}", limit + 1);
            assert_eq!(error.status().unwrap(), 307);
            assert_eq!(
                error.headers().unwrap()["location"],
                format!("/{last}").as_str()
            );
            assert_eq!(error.body().unwrap(), format!("hop {last}").as_str());
            assert!(error.maybe_sent() && !error.is_retryable());
            let Error::Transport(error) = error else {
                panic!("{error}")
            };
            assert_eq!(error.kind(), TransportErrorKind::Redirects);
        }
    }
}

/// Answers `/from` with a redirect to that place, and everything else with 200.
async fn moved(status: &'static str, location: &str) -> Service {
    let headers = format!("location: {location}\r\n");
    Service::start(move |message| {
        let answer = if message.target().starts_with("/from") {
            answer(status, &headers, "moved")
        } else {
            answer("200 OK", "", "")
        };
        async move { answer }
    })
    .await
}

#[endpoint(GET, "/from", auth = Basic, 200 => ())]
struct WithBasic;

#[endpoint(GET, "/from?a=b", auth = ApiKey, 200 => ())]
struct WithKey;

#[endpoint(POST, "/from", 200 => ())]
struct Order {
    item: u8,
    #[header("x-mode")]
    mode: &'static str,
}

#[tokio::test]
async fn credentials_go_along() {
    let service = moved("302 Found", "/to").await;
    let builder = Client::builder(&service.base).redirects(Redirects::same_origin());
    let client = builder
        .basic_auth("user", "pw")
        .default_header("x-default", "d");
    let client = client.build().unwrap();
    WithBasic.call(&client).header("x-call", "c").await.unwrap();
    let received = service.received();
    let targets: Vec<_> = received.iter().map(Message::target).collect();
    assert_eq!(targets, ["/from", "/to"]);
    for message in &received {
        assert_eq!(message.header("authorization"), Some("Basic dXNlcjpwdw=="));
        assert_eq!(message.header("x-default"), Some("d"));
        assert_eq!(message.header("x-call"), Some("c"));
        // It would carry the URL to where it does not belong.
        assert_eq!(message.header("referer"), None);
    }

    for (location, target) in [
        ("/to", "/to?key=k"),
        ("/to?key=k", "/to?key=k"),
        ("/to?x=y", "/to?x=y&key=k"),
    ] {
        let service = moved("302 Found", location).await;
        let builder = Client::builder(&service.base).redirects(Redirects::same_origin());
        let client = builder.api_key_query("key", "k").build().unwrap();
        WithKey.call(&client).await.unwrap();
        let received = service.received();
        let targets: Vec<_> = received.iter().map(Message::target).collect();
        assert_eq!(targets, ["/from?a=b&key=k", target]);
    }
}

#[tokio::test]
async fn another_server_hears_nothing() {
    let other = Service::saying(answer("200 OK", "", "")).await;
    let service = moved("302 Found", &format!("{}/to", other.base)).await;
    let builder = Client::builder(&service.base).redirects(Redirects::same_origin());
    let client = builder.basic_auth("user", "pw").build().unwrap();
    let error = WithBasic.call(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    assert_eq!((service.received().len(), other.connections()), (1, 0));
}

#[tokio::test]
async fn a_body_goes_along() {
    for status in ["307 Temporary Redirect", "308 Permanent Redirect"] {
        let service = moved(status, "/to").await;
        let builder = Client::builder(&service.base).redirects(Redirects::same_origin());
        Order::new(7, "m")
            .call(&builder.build().unwrap())
            .await
            .unwrap();
        let received = service.received();
        let targets: Vec<_> = received.iter().map(Message::target).collect();
        assert_eq!(targets, ["/from", "/to"]);
        for message in &received {
            assert!(message.head.starts_with("POST "));
            assert_eq!(message.body, br#"{"item":7}"#);
            assert_eq!(message.header("content-type"), Some("application/json"));
            assert_eq!(message.header("x-mode"), Some("m"));
        }
    }
}

#[endpoint(PUT, "/from", 200 => ())]
struct PutFile {
    #[body(Stream)]
    content: Upload,
}

#[tokio::test]
async fn what_can_be_read_once_is_sent_once() {
    let pieces = || futures_util::stream::iter([Ok::<_, std::io::Error>("abc".into())]);
    let service = moved("307 Temporary Redirect", "/to").await;
    let builder = Client::builder(&service.base).redirects(Redirects::same_origin());
    let client = builder.build().unwrap();
    let once = PutFile::new(Upload::stream(pieces()).length(3));
    let error = once.call(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert_eq!(error.body().unwrap(), "moved");
    assert_eq!(service.received().len(), 1);
    // What can be read again is sent again.
    let again = PutFile::new(Upload::replay(pieces).length(3));
    again.call(&client).await.unwrap();
    let received = service.received();
    let bodies: Vec<_> = received
        .iter()
        .map(|message| message.body.as_slice())
        .collect();
    assert_eq!(bodies, [b"abc"; 3]);
}

#[endpoint(GET, "/from", 200 => String as Text, 302 => Found(()))]
struct DeclaresIt;

#[endpoint(GET, "/from", 200 => String as Text, 3xx => Elsewhere(()))]
struct DeclaresTheClass;

#[endpoint(GET, "/from", 200 => (), _ => Other(String as Text))]
struct DeclaresTheRest;

/// A declaration says what a status means; one that speaks of the rest speaks of none.
#[tokio::test]
async fn a_declared_one_is_an_answer() {
    let service = moved("302 Found", "/to").await;
    let builder = Client::builder(&service.base).redirects(Redirects::same_origin());
    let client = builder.build().unwrap();
    let found = DeclaresIt.call(&client).await.unwrap();
    assert!(matches!(found, DeclaresItOutput::Found(())));
    let found = client.call_full(&DeclaresTheClass).await.unwrap();
    assert!(matches!(*found, DeclaresTheClassOutput::Elsewhere(())));
    assert_eq!(found.headers()["location"], "/to");
    assert_eq!(service.received().len(), 2);
    DeclaresTheRest.call(&client).await.unwrap();
    assert_eq!(service.received().len(), 4);
}
