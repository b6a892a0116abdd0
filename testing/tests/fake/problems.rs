//! What a fake responds with by itself.

use std::time::Duration;

use callpoint::auth::{Basic, Key};
use callpoint::{Client, Endpoint as _, Error};
use callpoint_testing::{Fake, FakeProblem};
use http::Method;
use serde_json::Value;
use tower_service::Service as _;

use crate::links::{self, DeleteLink, GetLink, PostLink, PutOwner};
use crate::{PLACES, Place, fake};

/// The status and the problem of a response.
async fn sent<S: Send + 'static>(
    fake: &Fake<S>,
    request: http::request::Builder,
    body: &str,
) -> (u16, Value) {
    let request = request
        .body(callpoint::Body::from(body.to_owned()))
        .unwrap();
    let response = fake.clone().call(request).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().try_into_bytes().unwrap();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

fn request(method: Method, uri: &str) -> http::request::Builder {
    http::Request::builder().method(method).uri(uri)
}

const BASIC: &str = "Basic aWQ6cGFzc3dvcmQ=";

#[tokio::test]
async fn a_request_without_what_is_required_is_a_400_that_names_it() {
    let fake = fake();
    let cases = [
        (
            request(Method::PUT, "/links/7/owner/").header("authorization", BASIC),
            r#"{"owners": "bob"}"#,
            "owner",
            "field `owner`: it is missing",
        ),
        (
            request(Method::PUT, "/links/7/owner/").header("authorization", BASIC),
            "owner=bob",
            "",
            "body: expected JSON",
        ),
        (
            request(Method::POST, "/links"),
            "body",
            "x-mode",
            "header `x-mode`: it is missing",
        ),
        (
            request(Method::GET, "/links/search?kind=any&page=1"),
            "",
            "owner",
            "query parameter `owner`: it is missing",
        ),
    ];
    for (request, body, field, detail) in cases {
        let (status, problem) = sent(&fake, request, body).await;
        assert_eq!(status, 400, "{problem}");
        assert_eq!(
            (&problem["field"], &problem["detail"]),
            (&field.into(), &detail.into())
        );
    }
    assert_eq!(fake.problems(), 4);
}

#[tokio::test]
async fn a_request_for_no_handler_is_a_501_that_says_what_differs() {
    let fake = fake();
    let cases = [
        (
            Method::PATCH,
            "/links/7",
            "`GetLink`, GET /links/<id>: the method is PATCH, expected GET",
        ),
        (
            Method::GET,
            "/link/7",
            "`GetLink`, GET /links/<id>: segment 1 of the path is `link`, expected `links`",
        ),
        (
            Method::PUT,
            "/links/7/owner",
            "`PutOwner`, PUT /links/<id>/owner/: the path has no `/` at its end",
        ),
        (
            Method::GET,
            "/links/7/",
            "`GetLink`, GET /links/<id>: the path has a `/` at its end",
        ),
        (
            Method::DELETE,
            "/linkz/7/hush",
            "`DeleteLink`, DELETE /links/<id>/<token>: segment 1 of the path is `***`, expected `links`",
        ),
        (Method::GET, "/v1/links/7", "`.base_path(…)`"),
    ];
    for (method, uri, expected) in cases {
        let (status, problem) = sent(&fake, request(method, uri), "").await;
        let detail = problem["detail"].as_str().unwrap();
        assert_eq!(status, 501, "{detail}");
        assert!(detail.contains(expected), "{detail}\n{expected}");
        assert!(!detail.contains("hush"), "{detail}");
    }

    let searches = Fake::from_examples(&[links::SearchLinks::META]);
    let (_, problem) = sent(&searches, request(Method::GET, "/links/search?owner=x"), "").await;
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.ends_with("the query has no `kind=any`"), "{detail}");
    let (_, problem) = sent(&Fake::new(()), request(Method::GET, "/"), "").await;
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .contains("has no handler")
    );
    let based = Fake::new(()).base_path("/v1");
    let (status, problem) = sent(&based, request(Method::GET, "/v2/links"), "").await;
    assert_eq!(status, 501, "{problem}");
}

#[tokio::test]
async fn credentials_are_asked_for_where_a_declaration_does() {
    for place in PLACES {
        let fake = fake();
        let (client, _server) = place.client(&fake).await;
        // A bearer token or nothing.
        PostLink::new("fast", vec![1])
            .call(&client.build().unwrap())
            .await
            .unwrap();

        for (header, expected) in [
            (None, 401),
            (Some("Bearer token"), 401),
            (Some("Basic notbase64!"), 401),
            (Some("Basic bm9jb2xvbg=="), 401),
            (Some(BASIC), 200),
        ] {
            let mut put = request(Method::PUT, "/links/7/owner/");
            if let Some(header) = header {
                put = put.header("authorization", header);
            }
            let (status, problem) = sent(&fake, put, r#"{"owner": "bob"}"#).await;
            assert_eq!(status, expected, "{header:?} {problem}");
        }
        for (request, expected) in [
            (request(Method::DELETE, "/links/7/t"), 401),
            (
                request(Method::DELETE, "/links/7/t").header("x-key", "k"),
                204,
            ),
        ] {
            assert_eq!(sent(&fake, request, "").await.0, expected);
        }
    }
    let lax = fake().check_credentials(false);
    let put = request(Method::PUT, "/links/7/owner/");
    assert_eq!(sent(&lax, put, r#"{"owner": "bob"}"#).await.0, 200);
}

#[tokio::test]
async fn only_accepted_credentials_are_accepted_and_problems_have_the_services_form() {
    let write = |problem: &FakeProblem| {
        (problem.status == 401).then(|| {
            let body = format!(r#"{{"why": "{}"}}"#, problem.detail);
            http::Response::builder().status(401).body(body).unwrap()
        })
    };
    let fake = fake()
        .accept::<Basic>(Basic::new("id", "password").unwrap())
        .accept::<links::Key>(Key::new("key").unwrap())
        .on_problem(write);
    for place in PLACES {
        let (right, _server) = place.client(&fake).await;
        let right = right.basic_auth("id", "password").build().unwrap();
        PutOwner::new("7", "bob").call(&right).await.unwrap();
        let (wrong, _server) = place.client(&fake).await;
        let wrong = wrong.basic_auth("id", "wrong").build().unwrap();
        let error = PutOwner::new("7", "eve").call(&wrong).await.unwrap_err();
        let header = error.headers().unwrap()["www-authenticate"].clone();
        assert!(header.to_str().unwrap().starts_with("Basic"), "{place:?}");
        let error = error.into_api().unwrap();
        let stranger = error.as_stranger().unwrap();
        assert!(
            stranger.why.contains("not those that the fake accepts"),
            "{place:?}"
        );
        let (key, _server) = place.client(&fake).await;
        let key = key
            .auth::<links::Key>(Key::new("key").unwrap())
            .build()
            .unwrap();
        assert_eq!(fake.state(|links| links["7"].clone()), "bob");
        DeleteLink::new("7", "t").call(&key).await.unwrap();
        // No credentials are required.
        let (bearer, _server) = place.client(&fake).await;
        let bearer = bearer.bearer_token("any").build().unwrap();
        PostLink::new("fast", vec![]).call(&bearer).await.unwrap();
    }
}

#[tokio::test]
async fn the_state_says_whose_credentials_are_right() {
    // The owner of the link, who is noted for the handler.
    let fake = Fake::new((vec!["Basic aWQ6cGFzc3dvcmQ="], String::new()));
    let fake = fake.authenticate(|request, (known, caller)| {
        let sent = request.headers()["authorization"].to_str().unwrap();
        sent.clone_into(caller);
        known.contains(&sent)
    });
    fake.on_http::<PutOwner, _>(|_, (_, caller)| {
        http::Response::new(format!(r#"{{"id": "7", "owner": "{caller}"}}"#))
    });
    fake.on_http::<GetLink, &str>(|_, _| http::Response::new(r#"{"id": "7", "owner": "any"}"#));
    for place in PLACES {
        let client = async |password| {
            let (client, server) = place.client(&fake).await;
            (client.basic_auth("id", password).build().unwrap(), server)
        };
        let ((right, _server), (wrong, _other)) = (client("password").await, client("other").await);
        let link = PutOwner::new("7", "bob").call(&right).await.unwrap();
        assert_eq!(link.owner, "Basic aWQ6cGFzc3dvcmQ=", "{place:?}");
        let error = PutOwner::new("7", "bob").call(&wrong).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 401, "{place:?}");
        // No credentials are required.
        GetLink::new("7").call(&wrong).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_rate_limit_is_a_429_that_says_when_it_ends() {
    let fake = fake();
    fake.rate_limit(2, Duration::from_secs(60)).on::<GetLink>();
    let client = Client::builder("https://fake.test").transport(fake.clone());
    let client = client
        .retry(callpoint::RetryPolicy::none())
        .build()
        .unwrap();
    for _ in 0..2 {
        GetLink::new("7").call(&client).await.unwrap();
    }
    let error = GetLink::new("7").call(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 429);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    links::SearchLinks::new("ann").call(&client).await.unwrap();
    tokio::time::advance(Duration::from_secs(60)).await;
    GetLink::new("7").call(&client).await.unwrap();
}

#[tokio::test]
async fn no_text_of_a_problem_has_a_value_of_the_request() {
    const SECRET: &str = "hush-hush";
    let fake = fake();
    for place in PLACES {
        let (client, _server) = place.client(&fake).await;
        let client = client.basic_auth("id", SECRET).build().unwrap();
        let (key, _server) = place.client(&fake).await;
        let key = key
            .auth::<links::Key>(Key::new(SECRET).unwrap())
            .build()
            .unwrap();
        fake.rate_limit(0, Duration::from_secs(1))
            .on::<DeleteLink>();
        let texts = [
            text(PutOwner::new(SECRET, SECRET).call(&client).await),
            text(DeleteLink::new("7", SECRET).call(&key).await),
        ];
        for text in texts {
            assert!(!text.contains(SECRET), "{place:?}: {text}");
        }
    }
    assert!(!format!("{fake:?}").contains(SECRET));
}

fn text<T, E: std::fmt::Debug + std::fmt::Display>(result: Result<T, Error<E>>) -> String {
    let Err(error) = result else {
        return String::new();
    };
    let body = error.body().map(|body| body.to_vec()).unwrap_or_default();
    format!("{error:?} {}", String::from_utf8_lossy(&body))
}

#[tokio::test]
async fn bodies_are_limited_in_length_and_coding() {
    let fake = fake().max_body(10);
    for place in [Place::Memory, Place::Socket] {
        let (client, _server) = place.client(&fake).await;
        let client = client.build().unwrap();
        PostLink::new("fast", vec![0; 10])
            .call(&client)
            .await
            .unwrap();
        let error = PostLink::new("fast", vec![0; 11])
            .call(&client)
            .await
            .unwrap_err();
        assert_eq!(error.status().unwrap(), 413, "{place:?}");
    }
    let coded = request(Method::POST, "/links").header("content-encoding", "gzip");
    let (status, problem) = sent(&fake, coded, "x").await;
    assert_eq!(
        (status, &problem["field"]),
        (415, &"content-encoding".into())
    );
}
