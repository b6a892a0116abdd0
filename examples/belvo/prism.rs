//! The declarations against a mock that rejects whatever the documentation does not allow. `tests/live/prism.sh` starts one and runs this.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

use callpoint::auth::Basic;
use callpoint::{Call, Client, Error, endpoint};
use callpoint_examples::belvo::api::links::{
    ChangeAccessMode, CompleteMfa, DeleteLink, DeleteLinkOutput, GetLink, ListLinks, RegisterLink,
    UpdateLink, UpdateLinkError,
};
use callpoint_examples::belvo::api::{
    AccessMode, BelvoError, LinkStatus, Problem, RefreshRate, TokenChallenge,
};

const LINK: &str = "0d3ffb69-f83b-456e-ad8e-208d0998d71d";
const SESSION: &str = "2c7a3a71-6a14-4a9b-9b0a-0f1f6f0b7f10";

/// A client for the mock in `PRISM_URL`.
fn client() -> Client<Basic> {
    let url = std::env::var("PRISM_URL");
    let url = url.expect("tests/live/prism.sh starts a mock and sets PRISM_URL");
    let builder = Client::builder(url).basic_auth("secret-id", "secret-password");
    builder.build().unwrap()
}

fn every_filter() -> ListLinks {
    let texts = |values: [&str; 2]| values.map(str::to_owned).to_vec();
    ListLinks::new()
        .page(2)
        .page_size(100)
        .omit(texts(["created_by", "refresh_rate"]))
        .fields(texts(["id", "institution"]))
        .id(LINK)
        .id_in(texts([LINK, SESSION]))
        .institution("erebor_mx_retail")
        .institution_in(texts(["erebor_mx_retail", "gotham_mx_retail"]))
        .access_mode(AccessMode::Recurrent)
        .status(LinkStatus::TokenRequired)
        .status_in(vec![LinkStatus::Valid, LinkStatus::Unconfirmed])
        .external_id("mine & yours")
        .institution_user_id("bilbo")
        .refresh_rate(RefreshRate::SixHours)
        .created_at("2026-01-02")
        .created_at_gt("2026-01-02")
        .created_at_gte("2026-01-02")
        .created_at_lt("2026-01-02")
        .created_at_lte("2026-01-02")
        .created_at_range(["2026-01-01".to_owned(), "2026-01-02".to_owned()])
        .created_by_not_in("belvo")
}

fn full_register() -> RegisterLink {
    RegisterLink::new("erebor_mx_retail", "bilbo", "password")
        .username2("second")
        .username3("third")
        .password2("pin")
        .token("1234ab")
        .external_id("mine")
        .access_mode(AccessMode::Single)
        .fetch_historical(true)
        .credentials_storage("30d")
        .username_type("001")
        .certificate("1234567890abcd=")
        .private_key("1234567890abcd=")
        .omit(vec!["created_by".to_owned()])
        .fields(vec!["id".to_owned(), "status".to_owned()])
}

fn full_mfa() -> CompleteMfa {
    CompleteMfa::new(SESSION, LINK)
        .token("1234ab")
        .save_data(false)
}

/// The body from the documentation page.
fn full_update() -> UpdateLink {
    UpdateLink::new(LINK, "password")
        .password2("pin")
        .token("1234ab")
        .encryption_key("customencryptionkey")
        .username_type("001")
        .certificate("1234567890abcd=")
        .private_key("1234567890abcd=")
}

#[tokio::test]
#[ignore = "needs Prism: tests/live/prism.sh"]
async fn a_list_with_every_filter_and_with_none() {
    let client = client();
    for request in [every_filter(), ListLinks::new()] {
        let page = request.call(&client).await.unwrap();
        assert_eq!((page.count, page.results.len()), (3, 1));
        assert!(page.next.unwrap().ends_with("page=2") && page.previous.is_none());
        let link = &page.results[0];
        assert_eq!(
            (link.id.as_str(), link.access_mode),
            (LINK, Some(AccessMode::Single))
        );
    }
}

#[tokio::test]
#[ignore = "needs Prism: tests/live/prism.sh"]
async fn every_operation_on_a_link() {
    let client = client();
    let links = [
        full_register().call(&client).await,
        RegisterLink::new("bank", "bilbo", "p").call(&client).await,
        full_mfa().call(&client).await,
        CompleteMfa::new(SESSION, LINK).call(&client).await,
        GetLink::new(LINK).call(&client).await,
        ChangeAccessMode::new(LINK, AccessMode::Recurrent)
            .call(&client)
            .await,
    ];
    for link in links {
        let link = link.unwrap();
        assert_eq!(
            (link.id.as_str(), link.status),
            (LINK, LinkStatus::TokenRequired)
        );
        assert_eq!(link.refresh_rate, Some(RefreshRate::Day));
    }
    for request in [full_update(), UpdateLink::new(LINK, "new")] {
        let link = request.call(&client).await.unwrap();
        assert_eq!(link.access_mode, Some(AccessMode::Recurrent));
    }
}

#[tokio::test]
#[ignore = "needs Prism: tests/live/prism.sh"]
async fn the_status_of_each_success() {
    let client = client();
    let registered = client.call_with_response(&full_register()).await.unwrap();
    assert_eq!(registered.status(), 201);
    for code in ["200", "201"] {
        let call = client.call_with_response(&full_mfa());
        let completed = preferring(call, code).await.unwrap();
        assert_eq!(completed.status().as_str(), code);
    }
    let updated = client.call_with_response(&full_update()).await.unwrap();
    assert_eq!(updated.status(), 200);
}

#[tokio::test]
#[ignore = "needs Prism: tests/live/prism.sh"]
async fn a_link_is_deleted_at_once_or_soon() {
    let client = client();
    let deleted = preferring(DeleteLink::new(LINK).call(&client), "204").await;
    assert!(deleted.unwrap().is_deleted());
    let call = DeleteLink::new(LINK).mode("async").call(&client);
    let DeleteLinkOutput::Accepted(accepted) = preferring(call, "202").await.unwrap() else {
        panic!("202 is another success")
    };
    assert_eq!(accepted.request_id.len(), LINK.len());
}

/// A call to which the mock responds with this status, optionally with a named example.
fn preferring<T, E>(call: Call<T, E>, code: &str) -> Call<T, E> {
    call.header("prefer", format!("code={code}"))
}

/// A declared error response.
#[derive(Debug)]
enum Declared {
    Rejected(Vec<Problem>),
    TokenRequired(Box<TokenChallenge>),
}

impl From<BelvoError> for Declared {
    fn from(error: BelvoError) -> Self {
        match error {
            BelvoError::Rejected(problems) => Self::Rejected(problems),
            BelvoError::TokenRequired(challenge) => Self::TokenRequired(Box::new(challenge)),
        }
    }
}

impl From<UpdateLinkError> for Declared {
    fn from(error: UpdateLinkError) -> Self {
        match error {
            UpdateLinkError::Rejected(problems) => Self::Rejected(problems),
            UpdateLinkError::TokenRequired(challenge) => Self::TokenRequired(Box::new(challenge)),
            _ => panic!("the declaration has another error response"),
        }
    }
}

async fn assert_error<T, E: Into<Declared>>(code: &str, call: Call<T, E>) {
    let Err(error) = preferring(call, code).await else {
        panic!("{code} is not an error")
    };
    assert_eq!(error.status().unwrap().as_str(), &code[..3]);
    assert_eq!(violations(&error), None);
    let endpoint = error.endpoint().name;
    let Error::Api(error) = error else {
        panic!("{endpoint}, {code}: no declared error response")
    };
    match error.body.into() {
        Declared::Rejected(problems) => {
            let [problem] = &problems[..] else {
                panic!("{endpoint}, {code}: {problems:?}")
            };
            assert_eq!(problem.request_id.as_deref(), Some(&*format!("r-{code}")));
            assert_eq!(problem.field.is_some(), code == "400");
        }
        Declared::TokenRequired(challenge) => {
            assert_eq!(&code[..3], "428", "{endpoint}");
            assert_eq!((challenge.expiry, challenge.link.as_str()), (9791, LINK));
            assert_eq!(challenge.token_generation_data.unwrap().kind, "numeric");
        }
    }
}

#[tokio::test]
#[ignore = "needs Prism: tests/live/prism.sh"]
async fn every_documented_error_has_its_type() {
    let client = client();
    assert_error("401", ListLinks::new().call(&client)).await;
    for code in ["401", "404"] {
        assert_error(code, GetLink::new(LINK).call(&client)).await;
    }
    for code in ["401", "403", "404", "429"] {
        assert_error(code, DeleteLink::new(LINK).call(&client)).await;
    }
    let challenges = ["428", "428, example=object", "428, example=array"];
    for code in ["400", "401", "500"].into_iter().chain(challenges) {
        assert_error(code, full_register().call(&client)).await;
        assert_error(code, full_mfa().call(&client)).await;
    }
    for code in ["400", "401", "404", "500"].into_iter().chain(challenges) {
        let change = ChangeAccessMode::new(LINK, AccessMode::Single);
        assert_error(code, change.call(&client)).await;
        assert_error(code, full_update().call(&client)).await;
    }
}

#[endpoint(PUT, "/api/links/<id>/", 200 => ())]
struct UpdateByMistake {
    id: &'static str,
    password: Option<&'static str>,
    surprise: Option<bool>,
}

#[endpoint(GET, "/api/links/", 200 => ())]
struct ListByMistake {
    #[query]
    status: &'static str,
}

/// Proves that the mock validates requests. It responds with the documented 400 where there is one, otherwise with its own 422.
#[tokio::test]
#[ignore = "needs Prism: tests/live/prism.sh"]
async fn undocumented_requests_are_rejected() {
    let client = client();
    let update = || UpdateByMistake::new(LINK);
    let wrong = [
        (update(), "must have required property 'password'"),
        (update().password("x").surprise(true), "found 'surprise'"),
        (
            UpdateByMistake::new("consequa").password("x"),
            "must match format \\\"uuid\\\"",
        ),
    ];
    for (request, problem) in wrong {
        let error = request.call(&client).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 400);
        let violations = violations(&error).unwrap();
        assert!(violations.contains(problem), "{violations}");
    }
    let error = ListByMistake::new("on fire").call(&client).await;
    assert_eq!(error.unwrap_err().status().unwrap(), 422);
    assert!(update().password("x").call(&client).await.is_ok());
    assert!(ListByMistake::new("valid").call(&client).await.is_ok());
}

/// The mock's complaint about a request.
fn violations<E>(error: &Error<E>) -> Option<&str> {
    error.headers()?.get("sl-violations")?.to_str().ok()
}

#[tokio::test]
#[ignore = "needs Prism: tests/live/prism.sh"]
async fn credentials_are_required() {
    let client = client();
    let stranger = Client::builder(client.base_url().as_str()).build().unwrap();
    let error = ListByMistake::new("valid").call(&stranger).await;
    let error = error.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert!(violations(&error).unwrap().contains("security scheme"));
}
