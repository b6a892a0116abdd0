//! Which redirects are followed, what is resent, and what is returned instead.

use std::sync::{Arc, Mutex};

use callpoint::auth::AnyAuth;
use callpoint::{Client, Endpoint, Error, RedirectPolicy, TransportErrorKind, Upload, endpoint};

use crate::memory::{self, json};
use crate::service::{Service, response};
use callpoint_test_support::script::Message;

/// The same endpoint with every method; undeclared statuses are returned as errors.
macro_rules! endpoints {
    ($($name:ident $method:tt),+) => {
        $(#[endpoint($method, "/from", 200 => ())]
        struct $name;)+
    };
}

endpoints!(Get GET, Head HEAD, Post POST, Put PUT, Patch PATCH, Delete DELETE, Options OPTIONS);

const BASE: &str = "https://api.example.com/v1";

/// The URLs that a call requests, and its outcome. `/v1/from` responds with that status and location, everything else with 200.
async fn asked<E>(
    endpoint: E,
    redirects: Option<RedirectPolicy>,
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
        let mut response = json(if seen.len() == 1 { status } else { 200 }, "{}");
        if seen.len() == 1 {
            let location = location.parse().unwrap();
            response.headers_mut().insert("location", location);
        }
        response
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
            // This also holds for a client that follows some redirects.
            let is_reported = error
                .to_string()
                .contains("; the redirect is not followed: ");
            assert_eq!(is_reported, (300..400).contains(&status), "{error}");
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
        let redirects = Some(RedirectPolicy::same_origin());
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
async fn by_default_no_redirect_is_followed() {
    for redirects in [
        None,
        Some(RedirectPolicy::none()),
        Some(RedirectPolicy::same_origin().limit(0)),
    ] {
        for status in [301, 302, 303, 307, 308] {
            let (urls, outcome) = asked(Get, redirects, status, "/to").await;
            assert_eq!((urls.len(), outcome), (1, status.to_string()));
        }
    }
}

#[tokio::test]
async fn allowed_locations() {
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
        let (urls, outcome) = asked(Get, Some(RedirectPolicy::same_origin()), 302, location).await;
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
        let (urls, outcome) = asked(Get, Some(RedirectPolicy::same_origin()), 307, location).await;
        assert_eq!(
            (urls.len(), outcome.as_str()),
            (1, "307"),
            "{location}: {urls:?}"
        );
    }
}

#[tokio::test]
async fn two_locations_are_ambiguous() {
    let (transport, asked) = memory::transport(|_| {
        let mut response = json(302, "");
        response
            .headers_mut()
            .append("location", "/to".parse().unwrap());
        response
            .headers_mut()
            .append("location", "/there".parse().unwrap());
        response
    });
    let builder = Client::builder(BASE).transport(transport);
    let client = builder
        .redirects(RedirectPolicy::same_origin())
        .build()
        .unwrap();
    assert_eq!(Get.call(&client).await.unwrap_err().status().unwrap(), 302);
    assert_eq!(asked.lock().unwrap().len(), 1);
}

/// The outcome with a service that redirects that many times, and the number of requests.
async fn chain(
    redirects: RedirectPolicy,
    hops: usize,
) -> (Result<(), Error<std::convert::Infallible>>, usize) {
    let (transport, asked) = memory::sending(move |number| {
        if number > hops {
            return Ok(json(200, ""));
        }
        let mut response = json(307, format!("hop {number}"));
        let location = format!("/{number}").parse().unwrap();
        response.headers_mut().insert("location", location);
        Ok(response)
    });
    let builder = Client::builder(BASE).transport(transport);
    let client = builder.redirects(redirects).build().unwrap();
    let outcome = Get.call(&client).await;
    let asked = asked.lock().unwrap().len();
    (outcome, asked)
}

#[tokio::test]
async fn the_limit_on_redirects() {
    let unset = RedirectPolicy::same_origin();
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
                "GET /from: 307 Temporary Redirect, but more redirects than the client follows"
            );
            // The last response is kept.
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
            assert_eq!(error.kind(), TransportErrorKind::TooManyRedirects);
        }
    }
}

/// Redirects `/from` to that location, and responds 200 to everything else.
async fn moved(status: &'static str, location: &str) -> Service {
    let headers = format!("location: {location}\r\n");
    Service::start(move |message| {
        let response = if message.target().starts_with("/from") {
            response(status, &headers, "moved")
        } else {
            response("200 OK", "", "")
        };
        async move { response }
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
async fn credentials_are_resent() {
    let service = moved("302 Found", "/to").await;
    let builder = Client::builder(&service.base).redirects(RedirectPolicy::same_origin());
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
        // It would disclose the URL to another site.
        assert_eq!(message.header("referer"), None);
    }

    for (location, target) in [
        ("/to", "/to?key=k"),
        ("/to?key=k", "/to?key=k"),
        ("/to?x=y", "/to?x=y&key=k"),
    ] {
        let service = moved("302 Found", location).await;
        let builder = Client::builder(&service.base).redirects(RedirectPolicy::same_origin());
        let client = builder.api_key_query("key", "k").build().unwrap();
        WithKey.call(&client).await.unwrap();
        let received = service.received();
        let targets: Vec<_> = received.iter().map(Message::target).collect();
        assert_eq!(targets, ["/from?a=b&key=k", target]);
    }
}

#[tokio::test]
async fn another_server_receives_nothing() {
    let other = Service::responding(response("200 OK", "", "")).await;
    let service = moved("302 Found", &format!("{}/to", other.base)).await;
    let builder = Client::builder(&service.base).redirects(RedirectPolicy::same_origin());
    let client = builder.basic_auth("user", "pw").build().unwrap();
    let error = WithBasic.call(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    assert_eq!((service.received().len(), other.connections()), (1, 0));
}

#[tokio::test]
async fn the_body_is_resent() {
    for status in ["307 Temporary Redirect", "308 Permanent Redirect"] {
        let service = moved(status, "/to").await;
        let builder = Client::builder(&service.base).redirects(RedirectPolicy::same_origin());
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
async fn a_one_shot_body_is_sent_once() {
    let pieces = || futures_util::stream::iter([Ok::<_, std::io::Error>("abc".into())]);
    let service = moved("307 Temporary Redirect", "/to").await;
    let builder = Client::builder(&service.base).redirects(RedirectPolicy::same_origin());
    let client = builder.build().unwrap();
    let once = PutFile::new(Upload::stream(pieces()).length(3));
    let error = once.call(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert_eq!(error.body().unwrap(), "moved");
    assert_eq!(service.received().len(), 1);
    // A replayable body is resent.
    let replayable = PutFile::new(Upload::replay(pieces).length(3));
    replayable.call(&client).await.unwrap();
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

/// A declared status has a meaning for the caller, so it is returned; a declaration of all remaining statuses does not count.
#[tokio::test]
async fn a_declared_redirect_is_a_response() {
    let service = moved("302 Found", "/to").await;
    let builder = Client::builder(&service.base).redirects(RedirectPolicy::same_origin());
    let client = builder.build().unwrap();
    let found = DeclaresIt.call(&client).await.unwrap();
    assert!(matches!(found, DeclaresItOutput::Found(())));
    let found = client.call_with_response(&DeclaresTheClass).await.unwrap();
    assert!(matches!(*found, DeclaresTheClassOutput::Elsewhere(())));
    assert_eq!(found.headers()["location"], "/to");
    assert_eq!(service.received().len(), 2);
    DeclaresTheRest.call(&client).await.unwrap();
    assert_eq!(service.received().len(), 4);
}
