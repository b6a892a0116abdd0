//! The clients against their own documents, which Prism serves: it rejects a request that a document does not allow, and responds with what it does.
//! `tests/live/documents.sh` starts it and runs this.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

use std::env;

use callpoint::auth::{Basic, Bearer};
use callpoint::{Client, Error, RetryPolicy};
use callpoint_examples::belvo::api::{AccessMode, links};
use callpoint_examples::rabbitmq::api::{
    AckMode, Arguments, Destination, Encoding, ExchangeKind, Payload, Properties, management,
};
use callpoint_examples::registry::api::{ImageManifest, distribution};
use serde_json::json;

fn url(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("tests/live/documents.sh sets {name}"))
}

fn basic(name: &str) -> Client<Basic> {
    let builder = Client::builder(url(name)).basic_auth("id", "password");
    builder.retry(RetryPolicy::none()).build().unwrap()
}

/// The first declared success is the response to each; the calls that have another outcome.
macro_rules! failed {
    ($client:expr; $($request:expr,)*) => {{
        let mut failed = Vec::new();
        $(
            if let Err(error) = $request.call(&$client).await {
                failed.push(failure(stringify!($request), &error));
            }
        )*
        failed
    }};
}

fn failure<E: std::fmt::Display>(request: &str, error: &Error<E>) -> String {
    let body = error.body().map(|body| String::from_utf8_lossy(body));
    format!("{request}: {error}\n    {}", body.unwrap_or_default())
}

#[tokio::test]
#[ignore = "needs Prism: tests/live/documents.sh"]
async fn belvo() {
    use links::*;
    let client = basic("PRISM_BELVO");
    let failed = failed![client;
        ListLinks::new(),
        ListLinks::new().page(2).page_size(100).access_mode(AccessMode::Single).id_in(vec!["a".to_owned(), "b".to_owned()]),
        RegisterLink::new("erebor_mx_retail", "bilbo", "password"),
        CompleteMfa::new("session", "link").token("1234ab").save_data(false),
        GetLink::new("a/b"),
        ChangeAccessMode::new("7", AccessMode::Recurrent),
        UpdateLink::new("7", "password").encryption_key("key"),
        DeleteLink::new("7"),
        DeleteLink::new("7").mode("async"),
    ];
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[tokio::test]
#[ignore = "needs Prism: tests/live/documents.sh"]
async fn rabbitmq() {
    use management::*;
    let client = basic("PRISM_RABBITMQ");
    let to = Destination::Queue;
    let failed = failed![client;
        GetOverview::new(),
        GetWhoami::new(),
        ListNodes::new(),
        ListVhosts::new(),
        GetVhost::new("/"),
        PutVhost::new("a b"),
        DeleteVhost::new("v"),
        ListVhostLimits::new("v"),
        PutVhostLimit::new("v", "max-queues", 7_i64),
        DeleteVhostLimit::new("v", "max-queues"),
        ListUsers::new(),
        GetUser::new("u"),
        PutUser::new("u", "administrator"),
        DeleteUser::new("u"),
        ListUserPermissions::new("u"),
        GetPermissions::new("v", "u"),
        PutPermissions::new("v", "u", ".*", ".*", ".*"),
        DeletePermissions::new("v", "u"),
        ListExchanges::new("v"),
        GetExchange::new("v", "e"),
        PutExchange::new("v", "e", ExchangeKind::Topic),
        DeleteExchange::new("v", "e"),
        Publish::new("v", "e", "key", "hello", Payload::String, Properties::default()),
        ListQueues::new("v"),
        // Not `PageQueues`: a document has one operation with a method and a path.
        GetQueue::new("v", "q"),
        PutQueue::new("v", "q").durable(true),
        DeleteQueue::new("v", "q"),
        PurgeQueue::new("v", "q"),
        GetMessages::new("v", "q", 5_u32, AckMode::AckRequeueTrue, Encoding::Auto),
        ListBindings::new("v"),
        ListBindingsBetween::new("v", "e", to, "q"),
        CreateBinding::new("v", "e", to, "q"),
        GetBinding::new("v", "e", to, "q", "key"),
        DeleteBinding::new("v", "e", to, "q", "key"),
        ListPolicies::new("v"),
        GetPolicy::new("v", "p"),
        PutPolicy::new("v", "p", "^a", Arguments::default()),
        DeletePolicy::new("v", "p"),
        ListGlobalParameters::new(),
        GetGlobalParameter::new("p"),
        PutGlobalParameter::new("p", json!({"a": 1})),
        DeleteGlobalParameter::new("p"),
        TestAliveness::new("v"),
        CheckAlarms::new(),
        CheckPortListener::new(5672_u16),
    ];
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[tokio::test]
#[ignore = "needs Prism: tests/live/documents.sh"]
async fn registry() {
    use distribution::*;
    let client = Client::builder(url("PRISM_REGISTRY")).retry(RetryPolicy::none());
    let client = client
        .auth::<Bearer>(Bearer::new("token").unwrap())
        .build()
        .unwrap();
    let manifest: ImageManifest = serde_json::from_value(json!({
        "schemaVersion": 2,
        "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "sha256:a", "size": 2},
        "layers": [],
    }))
    .unwrap();
    let failed = failed![client;
        CheckVersion::new(),
        ListRepositories::new().n(2),
        ListTags::new("redis"),
        GetManifest::new("redis", "latest"),
        PutManifest::new("redis", "latest", manifest.clone()),
        // Not `HeadBlob`: Prism responds to HEAD without header fields, and then misses those of the document.
        GetBlob::new("redis", "sha256:a"),
        StartUpload::new("redis"),
        GetUpload::new(),
        UploadChunk::new("0-1", "ab"),
        FinishUpload::new("sha256:a"),
    ];
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
