//! Links in responses that repeat secrets in other locations and encodings.

use callpoint::pages::{Next, Paginate};
use callpoint::{Body, Response, endpoint};
use callpoint_testing::RecordTransport;
use futures_util::StreamExt as _;

use super::{File, Service, builder};

#[endpoint(GET, "/a/<user>/items?<key>", 204 => ())]
struct Moved {
    #[secret]
    user: &'static str,
    #[secret]
    key: &'static str,
}

/// A redirect to another URL, with the secrets in other locations.
#[tokio::test]
async fn a_redirect_that_repeats_secrets() {
    let file = File::new();
    let service = Service::new(|head, _| {
        let mut response = http::Response::new(Body::empty());
        *response.status_mut() = http::StatusCode::NO_CONTENT;
        if head.uri.path() == "/v1/a/canary-user/items" {
            *response.status_mut() = http::StatusCode::TEMPORARY_REDIRECT;
            let there = "/v2/canary-user?key=canary-own&and=some-more-of-what-is-open";
            let there = http::HeaderValue::from_static(there);
            response.headers_mut().insert("location", there);
        }
        response
    });
    let recorder = RecordTransport::new(service, &file.0).unwrap();
    let client = builder(recorder)
        .redirects(callpoint::RedirectPolicy::same_origin())
        .build()
        .unwrap();
    let moved = Moved::new("canary-user", "canary-own");
    moved.call(&client).await.unwrap();
    let text = file.text();
    assert_eq!(file.entries().len(), 2);
    assert!(!text.contains("canary"), "{text}");
    assert!(text.contains("some-more-of-what-is-open"), "{text}");
}

#[endpoint(GET, "/pages?<number>", 200 => NextPage { next: Option<String> })]
struct GetPages {
    number: u8,
}

impl Paginate for GetPages {
    type Item = ();

    fn next(&self, page: &Response<NextPage>) -> Next<Self> {
        Next::link(page.next.as_deref())
    }

    fn items(_: NextPage) -> Vec<()> {
        Vec::new()
    }
}

/// A server that parses the URL and writes it back may encode the key differently.
#[tokio::test]
async fn a_link_that_repeats_the_key_in_its_own_encoding() {
    for written in [
        "canary~key+1*",
        "canary%7Ekey%201%2A",
        "canary%7ekey+1%2a",
        "%63anary~key%201*",
    ] {
        let file = File::new();
        let service = Service::new(move |head, _| {
            let query = head.uri.query().unwrap();
            assert_eq!(query.matches("api=").count(), 1, "{query}");
            let next = query.starts_with("number=1&");
            let next = next.then(|| format!("/v1/pages?api={written}&number=2"));
            let page = serde_json::json!({ "next": next });
            http::Response::new(page.to_string().into())
        });
        let recorder = RecordTransport::new(service, &file.0).unwrap();
        let client = builder(recorder)
            .api_key_query("api", "canary~key 1*")
            .build()
            .unwrap();
        let pages: Vec<_> = client.pages(GetPages::new(1)).collect().await;
        assert!(pages.len() == 2 && pages.iter().all(Result::is_ok));
        let requests = file.entries();
        let url = requests[1]["request"]["url"].as_str().unwrap();
        assert_eq!(url, "https://api.example.com/v1/pages?api=***&number=2");
    }
}
