//! Alternatives, schemes that are sent together, and optional credentials: which clients compile is in `ui/auth/`; here is what each sends.

use callpoint::auth::{ApiKey, Basic, Bearer, Provides};
use callpoint::meta::{AuthMeta, SecurityScheme};
use callpoint::{BuildErrorKind, Client, Endpoint, Error, endpoint};

use callpoint_test_support::listener::{EMPTY, Listener};

#[endpoint(GET, "/either", auth = Basic | ApiKey, 204 => ())]
struct Either;

#[endpoint(GET, "/both", auth = Basic + ApiKey, 204 => ())]
struct Both;

#[endpoint(GET, "/optional", auth = Basic | none, 204 => ())]
struct Optional;

#[endpoint(GET, "/both-or-bearer", auth = Basic + ApiKey | Bearer, 204 => ())]
struct BothOrBearer;

#[endpoint(GET, "/three", auth = Bearer | ApiKey | Basic, 204 => ())]
struct Three;

#[endpoint(GET, "/both-or-none", auth = Basic + ApiKey | none, 204 => ())]
struct BothOrNone;

const BASIC: &str = "authorization: Basic dXNlcjpwdw==";
const KEY: &str = "x-api-key: k";
const BEARER: &str = "authorization: Bearer t";

/// What a client sends, by its header fields with credentials.
async fn sent<A, E: Endpoint<Output = ()>, P>(
    client: Client<A>,
    listener: Listener,
    endpoint: E,
) -> String
where
    A: Provides<E::Auth, P>,
{
    let called = client.call(&endpoint).await;
    drop(client);
    match called {
        Ok(()) => {
            let message = listener.message().await;
            let fields = message.lines().filter(|line| {
                line.starts_with("authorization:") || line.starts_with("x-api-key:")
            });
            fields.collect::<Vec<_>>().join(", ")
        }
        Err(Error::Build(error)) => {
            assert_eq!(error.kind(), BuildErrorKind::Unauthorized);
            assert_eq!(listener.received().await, [""; 0]);
            format!("{error}: {}", error.detail().unwrap_or_default())
        }
        Err(error) => panic!("neither sent nor invalid: {error}"),
    }
}

macro_rules! table {
    ($($client:ident, $endpoint:expr => $sent:expr;)+) => {$(
        let listener = Listener::responding(EMPTY).await;
        let client = clients::$client(&listener.base);
        assert_eq!(
            sent(client, listener, $endpoint).await,
            $sent,
            concat!(stringify!($client), " calls ", stringify!($endpoint))
        );
    )+};
}

mod clients {
    use super::{ApiKey, Basic, Bearer, Client};

    pub(super) fn none(base: &str) -> Client {
        Client::builder(base).build().unwrap()
    }

    pub(super) fn left(base: &str) -> Client<Basic> {
        Client::builder(base)
            .basic_auth("user", "pw")
            .build()
            .unwrap()
    }

    pub(super) fn right(base: &str) -> Client<ApiKey> {
        Client::builder(base)
            .api_key_header("x-api-key", "k")
            .build()
            .unwrap()
    }

    pub(super) fn other(base: &str) -> Client<Bearer> {
        Client::builder(base).bearer_token("t").build().unwrap()
    }

    pub(super) fn both(base: &str) -> Client<(ApiKey, Basic)> {
        let builder = Client::builder(base).api_key_header("x-api-key", "k");
        builder
            .and(Basic::new("user", "pw").unwrap())
            .build()
            .unwrap()
    }

    pub(super) fn right_and_other(base: &str) -> Client<(Bearer, ApiKey)> {
        let builder = Client::builder(base).bearer_token("t");
        builder
            .and(ApiKey::header("x-api-key", "k").unwrap())
            .build()
            .unwrap()
    }

    pub(super) fn two_others(base: &str) -> Client<(Bearer, Bearer)> {
        let builder = Client::builder(base).bearer_token("t");
        builder.and(Bearer::new("u").unwrap()).build().unwrap()
    }
}

#[tokio::test]
async fn the_first_alternative_that_the_client_holds_in_full_is_sent() {
    let neither = "GET /either: the credentials cannot be added to the request; nothing was sent: \
                   the client does not hold the credentials for `Basic` or `ApiKey`";
    table! {
        left, Either => BASIC;
        right, Either => KEY;
        both, Either => BASIC;
        right_and_other, Either => KEY;
        two_others, Either => neither;
        left, Three => BASIC;
        right, Three => KEY;
        other, Three => BEARER;
        both, Three => KEY;
        right_and_other, Three => BEARER;
        two_others, Three => BEARER;
        other, BothOrBearer => BEARER;
        right_and_other, BothOrBearer => BEARER;
        both, BothOrBearer => format!("{KEY}, {BASIC}");
    }
}

#[tokio::test]
async fn schemes_are_sent_together() {
    table! {
        both, Both => format!("{KEY}, {BASIC}");
    }
}

#[tokio::test]
async fn optional_credentials_hold_for_every_client() {
    table! {
        none, Optional => "";
        left, Optional => BASIC;
        right, Optional => "";
        both, Optional => BASIC;
        two_others, Optional => "";
        none, BothOrNone => "";
        left, BothOrNone => "";
        right, BothOrNone => "";
        both, BothOrNone => format!("{KEY}, {BASIC}");
    }
}

#[test]
fn the_metadata_is_a_tree() {
    let (basic, key, bearer) = (
        SecurityScheme::BASIC,
        SecurityScheme::API_KEY,
        SecurityScheme::BEARER,
    );
    let cases: [(AuthMeta, &[&[SecurityScheme]], &str); 6] = [
        (
            Either::META.auth,
            &[&[basic], &[key]],
            "`Basic` or `ApiKey`",
        ),
        (Both::META.auth, &[&[basic, key]], "`Basic` and `ApiKey`"),
        (Optional::META.auth, &[&[basic], &[]], "`Basic` or none"),
        (
            BothOrBearer::META.auth,
            &[&[basic, key], &[bearer]],
            "`Basic` and `ApiKey` or `Bearer`",
        ),
        (
            Three::META.auth,
            &[&[bearer], &[key], &[basic]],
            "`Bearer` or `ApiKey` or `Basic`",
        ),
        (
            BothOrNone::META.auth,
            &[&[basic, key], &[]],
            "`Basic` and `ApiKey` or none",
        ),
    ];
    for (auth, alternatives, text) in cases {
        assert_eq!(auth.alternatives().unwrap(), alternatives, "{text}");
        assert_eq!(auth.to_string(), text);
    }
    let AuthMeta::AnyOf(members) = BothOrBearer::META.auth else {
        panic!("{:?}", BothOrBearer::META.auth)
    };
    assert!(
        matches!(&members[..], [AuthMeta::AllOf(both), AuthMeta::Scheme(_)] if both.len() == 2)
    );
}
