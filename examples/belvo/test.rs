//! Checks the declarations and the sandbox against each other: both were written from the documentation, independently.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

use std::time::Duration;

use callpoint::auth::Basic;
use callpoint::transport::{
    HyperTransport, ReqwestTransport, TowerTransport, Transport, TransportService,
};
use callpoint::{Client, Endpoint as _, Error};
use callpoint_examples::belvo::api::links::{
    ChangeAccessMode, CompleteMfa, DeleteLink, DeleteLinkOutput, GetLink, ListLinks, RegisterLink,
    UpdateLink, UpdateLinkError,
};
use callpoint_examples::belvo::api::{AccessMode, BelvoError, LinkStatus, links};
use callpoint_examples::belvo::sandbox::{self, Sandbox};
use callpoint_examples::belvo::story::{self, Visitor};
use callpoint_testing::{PlaybackTransport, RecordTransport};
use tower::ServiceBuilder;

/// The documentation page as `callpoint import` generates it, from its Postman item and from its curl command.
#[path = "../../cli/tests/generated/belvo_update_curl.rs"]
#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "this is a test and not a library"
)]
mod by_curl;
#[path = "../../cli/tests/generated/belvo_update_postman.rs"]
#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "this is a test and not a library"
)]
mod by_postman;

const SECOND: Duration = Duration::from_secs(1);

fn client(sandbox: &Sandbox) -> Client<Basic> {
    Client::builder(sandbox.url())
        .basic_auth(sandbox::SECRET_ID, sandbox::SECRET_PASSWORD)
        .build()
        .unwrap()
}

async fn registered(client: &Client<Basic>) -> String {
    RegisterLink::new("erebor_mx_retail", "bilbo", "password")
        .call(client)
        .await
        .unwrap()
        .id
}

fn client_over(url: &str, password: &str, transport: impl Transport) -> Client<Basic> {
    Client::builder(url)
        .basic_auth(sandbox::SECRET_ID, password)
        .transport(transport)
        .build()
        .unwrap()
}

/// Runs the story and returns its output without the ids, which differ each time.
async fn output<T: Transport>(base: &str, transport: impl Fn() -> T) -> String {
    let client = |password| client_over(base, password, transport());
    play(&client(sandbox::SECRET_PASSWORD), &client("wrong")).await
}

async fn play(owner: &Client<Basic>, stranger: &Client<Basic>) -> String {
    let visitor = Visitor {
        institution: "erebor_mx_retail".to_owned(),
        username: "bilbo".to_owned(),
        token: sandbox::MFA_TOKEN.to_owned(),
    };
    let mut output = Vec::new();
    story::play(owner, stranger, &visitor, &mut output)
        .await
        .unwrap();
    let output = String::from_utf8(output).unwrap();
    let is_id = |word: &&str| word.len() == 36 && word.matches('-').count() == 4;
    let words = output.split_whitespace();
    words
        .filter(|word| !is_id(word))
        .collect::<Vec<_>>()
        .join(" ")
}

#[tokio::test]
async fn the_story_is_recorded_and_played_back() {
    let folder = std::env::temp_dir().join(format!("callpoint-story-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (visitor, stranger) = (folder.join("visitor.har"), folder.join("stranger.har"));

    let sandbox = Sandbox::start().await.unwrap();
    let recording = |path| {
        let transport = ReqwestTransport::new(std::time::Duration::from_secs(10)).unwrap();
        RecordTransport::new(transport, path).unwrap()
    };
    let by_service = play(
        &client_over(
            &sandbox.url(),
            sandbox::SECRET_PASSWORD,
            recording(&visitor),
        ),
        &client_over(&sandbox.url(), "wrong", recording(&stranger)),
    )
    .await;
    drop(sandbox);

    let [by_visitor, by_stranger] =
        [&visitor, &stranger].map(|path| PlaybackTransport::open(path).unwrap());
    let played = play(
        &client_over("http://127.0.0.1:9", "any", by_visitor.clone()),
        &client_over("http://127.0.0.1:9", "any", by_stranger.clone()),
    )
    .await;
    assert_eq!(played, by_service);
    assert!(by_visitor.unused().is_empty() && by_stranger.unused().is_empty());

    for path in [&visitor, &stranger] {
        let file = std::fs::read_to_string(path).unwrap();
        for secret in [sandbox::SECRET_PASSWORD, sandbox::MFA_TOKEN] {
            assert!(!file.contains(secret), "{file}");
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn the_story_runs_to_its_end() {
    let sandbox = Sandbox::start().await.unwrap();
    let transport = || ReqwestTransport::new(SECOND).unwrap();
    let output = output(&sandbox.url(), transport).await;
    let mut rest = output.as_str();
    for step in [
        "3 in all",
        "201 Created",
        "428 Precondition Required",
        "201 Created",
        "200 OK",
        "401 Unauthorized",
        "deleted",
    ] {
        let (_, after) = rest
            .split_once(step)
            .unwrap_or_else(|| panic!("no {step:?} in:\n{rest}"));
        rest = after;
    }
}

#[tokio::test]
async fn the_story_is_the_same_on_every_transport() {
    // Each has its own sandbox, because a story changes its state.
    let mut sandboxes = Vec::new();
    for _ in 0..4 {
        sandboxes.push(Sandbox::start().await.unwrap());
    }
    let [one, two, three, four] = &sandboxes[..] else {
        unreachable!("there are four")
    };
    let reqwest = || ReqwestTransport::new(SECOND).unwrap();
    let expected = output(&one.url(), reqwest).await;

    let hyper = || HyperTransport::new(SECOND).unwrap();
    assert_eq!(output(&two.url(), hyper).await, expected, "hyper");

    let layered = || {
        let service = ServiceBuilder::new().concurrency_limit(1);
        TowerTransport::new(service.service(TransportService::new(reqwest())))
    };
    assert_eq!(output(&three.url(), layered).await, expected, "tower");

    let router = sandbox::router();
    let without_socket = || TowerTransport::new(router.clone());
    let on_axum = output("http://localhost", without_socket).await;
    assert_eq!(on_axum, expected, "axum");

    let url = four.url();
    let blocking = std::thread::spawn(move || {
        let client = |password| {
            let client = Client::builder(&url).basic_auth(sandbox::SECRET_ID, password);
            client.build_blocking().unwrap()
        };
        let (owner, stranger) = (client(sandbox::SECRET_PASSWORD), client("wrong"));
        owner.wait(play(&owner, &stranger))
    });
    let blocking = tokio::task::spawn_blocking(|| blocking.join().unwrap());
    assert_eq!(blocking.await.unwrap(), expected, "blocking");
}

#[tokio::test]
async fn blocking_calls_need_no_async_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let url = sandbox.url();
    let calls = move || {
        let client = Client::builder(&url)
            .basic_auth(sandbox::SECRET_ID, sandbox::SECRET_PASSWORD)
            .build_blocking()
            .unwrap();
        let link = RegisterLink::new("erebor_mx_retail", "bilbo", "password");
        let link = client.call(&link).unwrap();
        let error = client.call(&UpdateLink::new(link.id.as_str(), "new"));
        assert!(error.unwrap_err().api().unwrap().is_token_required());
        let ids: Result<Vec<_>, _> = client
            .pages(ListLinks::new().page_size(1))
            .items()
            .map(|link| link.map(|link| link.id))
            .collect();
        assert_eq!(ids.unwrap().len(), 4);
        let gone = DeleteLink::new(link.id.as_str()).call(&client);
        client.wait(gone.timeout(SECOND)).unwrap();
        let full = client.call_with_response(&ListLinks::new()).unwrap();
        assert_eq!((full.status().as_u16(), full.count), (200, 3));
    };
    // In a separate thread, and within async code.
    tokio::task::spawn_blocking(calls.clone()).await.unwrap();
    tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async { calls() });
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn every_filter_works() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let all = ListLinks::new().call(&client).await.unwrap();
    assert_eq!((all.count, all.results.len()), (3, 3));
    let [first, second] = [&all.results[0], &all.results[1]];
    let cases = [
        (ListLinks::new().id(first.id.as_str()), 1),
        (
            ListLinks::new().id_in(vec![first.id.clone(), second.id.clone()]),
            2,
        ),
        (ListLinks::new().institution("erebor_mx_retail"), 1),
        (
            ListLinks::new()
                .institution_in(vec!["erebor_mx_retail".into(), "gotham_mx_retail".into()]),
            2,
        ),
        (ListLinks::new().access_mode(AccessMode::Recurrent), 1),
        (ListLinks::new().status(LinkStatus::Unconfirmed), 1),
        (
            ListLinks::new().status_in(vec![LinkStatus::Valid, LinkStatus::Invalid]),
            2,
        ),
        (ListLinks::new().external_id("unknown"), 0),
        (ListLinks::new().created_at_gte("2000-01-01"), 3),
        (
            ListLinks::new().created_at_range(["2000-01-01".into(), "2000-01-02".into()]),
            0,
        ),
    ];
    for (request, count) in cases {
        assert_eq!(
            request.call(&client).await.unwrap().count,
            count,
            "{request:?}"
        );
    }
}

#[tokio::test]
async fn a_list_has_pages() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let page = ListLinks::new().page_size(2).call(&client).await.unwrap();
    assert_eq!((page.count, page.results.len()), (3, 2));
    assert!(page.next.unwrap().contains("page=2") && page.previous.is_none());
    let page = ListLinks::new()
        .page_size(2)
        .page(2)
        .call(&client)
        .await
        .unwrap();
    assert_eq!((page.results.len(), page.next), (1, None));
    let beyond = ListLinks::new().page(9).call(&client).await.unwrap_err();
    assert_eq!(beyond.status().unwrap(), 404);
}

#[tokio::test]
async fn an_update_requires_a_token_until_the_link_is_trusted() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let id = registered(&client).await;
    let update = UpdateLink::new(id.as_str(), "new");
    let Err(Error::Api(error)) = update.call(&client).await else {
        panic!("no challenge")
    };
    assert_eq!(error.status(), 428);
    let UpdateLinkError::TokenRequired(challenge) = error.body else {
        panic!("another error response")
    };
    assert_eq!(challenge.link, id);

    let wrong = CompleteMfa::new(challenge.session.as_str(), id.as_str())
        .token("0000")
        .call(&client)
        .await
        .unwrap_err();
    let Some(BelvoError::Rejected(problems)) = wrong.api() else {
        panic!("{wrong}")
    };
    assert_eq!(problems[0].field.as_deref(), Some("token"));

    let request = CompleteMfa::new(challenge.session, id.as_str())
        .token(sandbox::MFA_TOKEN)
        .save_data(false);
    let completed = client.call_with_response(&request).await.unwrap();
    assert_eq!(
        (completed.status().as_u16(), completed.status),
        (200, LinkStatus::Valid)
    );
    assert_eq!(update.call(&client).await.unwrap().id, id);
}

#[tokio::test]
async fn every_error_has_its_type() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let id = registered(&client).await;
    let cases = [
        (id.as_str(), "wrong", 400),
        ("no-such-link", "new", 404),
        (id.as_str(), "explode", 500),
    ];
    for (id, password, status) in cases {
        let error = UpdateLink::new(id, password)
            .call(&client)
            .await
            .unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert!(error.request_id().is_some());
        assert!(error.into_api().unwrap().is_rejected(), "{status}");
    }
}

#[tokio::test]
async fn a_link_is_shown_changed_and_deleted() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let id = registered(&client).await;
    let link = ChangeAccessMode::new(id.as_str(), AccessMode::Recurrent)
        .call(&client)
        .await
        .unwrap();
    assert_eq!(link.access_mode, Some(AccessMode::Recurrent));
    let link = GetLink::new(id.as_str())
        .omit(vec!["created_at".to_owned()])
        .call(&client)
        .await
        .unwrap();
    assert_eq!((link.id.as_str(), link.created_at), (id.as_str(), None));

    let later = DeleteLink::new(id.as_str())
        .mode("async")
        .call(&client)
        .await
        .unwrap();
    assert!(
        matches!(later, DeleteLinkOutput::Accepted(accepted) if !accepted.request_id.is_empty())
    );
    let other = registered(&client).await;
    assert!(
        DeleteLink::new(other)
            .call(&client)
            .await
            .unwrap()
            .is_deleted()
    );
}

#[tokio::test]
async fn deleting_too_often_is_throttled_with_a_retry_after() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for _ in 0..5 {
        let _ = DeleteLink::new("nothing").call(&client).await;
    }
    let error = DeleteLink::new("nothing").call(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 429);
    assert!(error.retry_after().is_some() && error.is_retryable());
}

#[test]
fn the_module_lists_its_seven_operations() {
    let operations: Vec<_> = links::ENDPOINTS
        .iter()
        .map(|endpoint| (endpoint.method, endpoint.template))
        .collect();
    let expected = [
        ("GET", "/api/links/"),
        ("POST", "/api/links/"),
        ("PATCH", "/api/links/"),
        ("GET", "/api/links/<id>/"),
        ("PATCH", "/api/links/<id>/"),
        ("PUT", "/api/links/<id>/"),
        ("DELETE", "/api/links/<id>/"),
    ];
    assert_eq!(operations, expected);
}

#[tokio::test]
async fn imported_declarations_can_be_called() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    // The page does not document any value as nullable.
    let link = RegisterLink::new("erebor_mx_retail", "bilbo", "password");
    let link = link.access_mode(AccessMode::Recurrent).call(&client).await;
    let id = link.unwrap().id;

    let mut update = by_postman::UpdateLink::example();
    update.id.clone_from(&id);
    assert_eq!(update.call(&client).await.unwrap().id, id);
    "0000".clone_into(&mut update.token);
    let error = update.call(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);

    let mut update = by_curl::UpdateLink::example();
    update.id.clone_from(&id);
    assert_eq!(update.call(&client).await.unwrap().status(), 200);

    let [one, other] = [by_postman::UpdateLink::META, by_curl::UpdateLink::META];
    assert_eq!((one.method, one.template), (other.method, other.template));
    assert_eq!((one.auth, one.body), (other.auth, other.body));
}
