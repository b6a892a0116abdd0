//! What a fake responds by its handlers, by examples and by a recording.

use std::time::Duration;

use callpoint::auth::Key;
use callpoint::{Client, Endpoint as _, endpoint};
use callpoint_testing::{Fake, PlaybackTransport};
use serde_json::json;

use crate::links::{self, DeleteLink, GetLink, PutOwner, SearchLinks};
use crate::{PLACES, Place, fake};

#[tokio::test]
async fn handlers_share_a_state_that_the_test_reads() {
    for place in PLACES {
        let fake = fake();
        let (client, _server) = place.client(&fake).await;
        let client = client.basic_auth("id", "password").build().unwrap();
        let link = GetLink::new("7").call(&client).await.unwrap();
        assert_eq!(link.owner, "ann", "{place:?}");
        PutOwner::new("7", "bob").call(&client).await.unwrap();
        let link = GetLink::new("7").call(&client).await.unwrap();
        assert_eq!(link.owner, "bob", "{place:?}");
        assert_eq!(fake.state(|links| links["7"].clone()), "bob");
        assert_eq!((fake.calls::<GetLink>(), fake.calls::<PutOwner>()), (2, 1));

        fake.state(std::collections::BTreeMap::clear);
        let gone = GetLink::new("7").call(&client).await.unwrap_err();
        assert_eq!(
            gone.into_api().unwrap().as_missing().unwrap().code,
            "gone",
            "{place:?}"
        );
        assert_eq!(fake.problems(), 0);
    }
}

#[tokio::test]
async fn the_most_specific_handler_is_called() {
    // `/links/search` is also a link with that id.
    let fake = fake();
    let (client, _) = Place::Memory.client(&fake).await;
    let client = client.build().unwrap();
    assert!(
        SearchLinks::new("ann")
            .call(&client)
            .await
            .unwrap()
            .is_empty()
    );
    let error = GetLink::new("search").call(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(
        (fake.calls::<SearchLinks>(), fake.calls::<GetLink>()),
        (1, 1)
    );
}

#[endpoint(GET, "/queues", 200 => String as Text)]
struct ListQueues;

#[endpoint(GET, "/queues?<page>", 200 => String as Text)]
struct PageQueues {
    page: u32,
}

#[tokio::test]
async fn a_required_parameter_tells_two_endpoints_apart() {
    for is_paged_first in [true, false] {
        let fake = Fake::new(());
        let list = || {
            fake.on_http::<ListQueues, &str>(|_, ()| http::Response::new("list"));
        };
        let page = || {
            fake.on_http::<PageQueues, &str>(|_, ()| http::Response::new("page"));
        };
        if is_paged_first {
            page();
            list();
        } else {
            list();
            page();
        }
        let client = Client::builder("https://fake.test").transport(fake.clone());
        let client = client.build().unwrap();
        assert_eq!(ListQueues.call(&client).await.unwrap(), "list");
        assert_eq!(PageQueues::new(2_u32).call(&client).await.unwrap(), "page");
    }
}

#[tokio::test]
async fn a_later_handler_replaces_one_and_the_base_path_is_not_the_templates() {
    let fake = Fake::from_examples(links::ENDPOINTS).base_path("/v1/");
    let client = Client::builder("https://fake.test/v1").transport(fake.clone());
    let client = client.build().unwrap();
    assert_eq!(GetLink::new("9").call(&client).await.unwrap().owner, "ann");
    fake.on_http::<GetLink, &str>(|_, ()| http::Response::new(r#"{"id": "9", "owner": "bob"}"#));
    assert_eq!(GetLink::new("9").call(&client).await.unwrap().owner, "bob");
}

#[endpoint(GET, "/accounts/<id>", 200 => Account {
    id: u64,
    balance: f64,
    tags: Vec<String>,
    parent: Option<u64>,
})]
struct GetAccount {
    id: u64,
}

#[tokio::test]
async fn examples_come_from_the_declaration_alone() {
    let fake = Fake::from_examples(links::ENDPOINTS);
    fake.on_examples(&[GetAccount::META]);
    let (client, _) = Place::Memory.client(&fake).await;
    let client = client
        .auth::<links::Key>(Key::new("secret").unwrap())
        .build()
        .unwrap();
    assert_eq!(GetLink::new("9").call(&client).await.unwrap().owner, "ann");
    // The status says all.
    DeleteLink::new("9", "token").call(&client).await.unwrap();
    let account = GetAccount::new(1_u64).call(&client).await;
    if cfg!(feature = "schema") {
        let account = account.unwrap();
        assert_eq!(
            (account.tags, account.parent),
            (vec!["text".to_owned()], None)
        );
    } else {
        assert_eq!(account.unwrap_err().status().unwrap(), 501);
    }
    // A list of a type without a schema: the declaration says nothing of it.
    let error = SearchLinks::new("ann").call(&client).await.unwrap_err();
    let text = String::from_utf8(error.body().unwrap().to_vec()).unwrap();
    assert!(
        text.contains("`SearchLinks` has no example of a success"),
        "{text}"
    );
}

#[tokio::test]
async fn a_recording_is_played_in_order_and_its_last_response_stays() {
    let entry = |status: u16, url: &str, body: serde_json::Value| {
        json!({
            "request": {"method": "GET", "url": format!("https://api.example.com{url}")},
            "response": {"status": status, "content": {"text": body.to_string()}},
        })
    };
    let har = json!({"log": {"creator": {"name": "x"}, "entries": [
        entry(404, "/links/7", json!({"code": "soon"})),
        entry(200, "/links/7", json!({"id": "7", "owner": "ann"})),
        entry(200, "/links/8", json!({"id": "8", "owner": "bob"})),
    ]}});
    let file = std::env::temp_dir().join(format!("callpoint-fake-{}.har", std::process::id()));
    std::fs::write(&file, har.to_string()).unwrap();
    let recording = PlaybackTransport::open(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    for place in PLACES {
        let fake = Fake::from_recording(&[GetLink::META], &recording);
        let (client, _server) = place.client(&fake).await;
        let client = client.build().unwrap();
        if place == Place::Memory {
            let soon = GetLink::new("7").call(&client).await.unwrap_err();
            assert_eq!(soon.into_api().unwrap().as_missing().unwrap().code, "soon");
        }
        for _ in 0..2 {
            let link = GetLink::new("7").call(&client).await.unwrap();
            assert_eq!(link.owner, "ann", "{place:?}");
        }
        let error = GetLink::new("9").call(&client).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 501, "{place:?}");
        let text = String::from_utf8(error.body().unwrap().to_vec()).unwrap();
        assert!(text.contains("the closest is `GET /links/"), "{text}");
    }
    assert_eq!(recording.unused(), ["GET /links/8"]);
}

#[tokio::test]
async fn a_handler_that_panics_is_a_500_and_the_fake_goes_on() {
    let fake = Fake::new(0_u32);
    fake.on_http::<ListQueues, &str>(|_, count| {
        *count += 1;
        assert!(*count > 1, "the first request");
        http::Response::new("fine")
    });
    for place in PLACES {
        fake.state(|count| *count = 0);
        let (client, _server) = place.client(&fake).await;
        let client = client.build().unwrap();
        let error = ListQueues.call(&client).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 500, "{place:?}");
        assert_eq!(ListQueues.call(&client).await.unwrap(), "fine", "{place:?}");
    }
}

#[tokio::test]
async fn a_server_ends_with_its_connections_and_the_fake_stays() {
    let fake = fake();
    let server = fake.serve().await.unwrap();
    let url = server.url();
    let client = || {
        let client = Client::builder(&url).timeout(Duration::from_secs(5));
        client.build().unwrap()
    };
    let first = client();
    GetLink::new("7").call(&first).await.unwrap();
    server.shutdown().await;
    assert!(GetLink::new("7").call(&first).await.is_err());
    assert!(GetLink::new("7").call(&client()).await.is_err());
    let again = fake.serve().await.unwrap();
    let client = Client::builder(again.url()).build().unwrap();
    GetLink::new("7").call(&client).await.unwrap();
    assert_eq!(fake.calls::<GetLink>(), 2);
}
