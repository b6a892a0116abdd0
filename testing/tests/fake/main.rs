//! A fake of a service: what it responds, what is no call, and what goes wrong, in memory, in axum and on a socket.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

mod failures;
mod hostile;
mod problems;
mod responses;
mod throughput;
mod typed;

use std::collections::BTreeMap;

use axum::Router;
use callpoint::auth::Anonymous;
use callpoint::transport::TowerTransport;
use callpoint::{Client, ClientBuilder, api};
use callpoint_testing::{Fake, FakeServer};
use serde_json::json;

#[api]
mod links {
    use callpoint::auth::Scheme;
    use callpoint::endpoint;
    use serde::{Deserialize, Serialize};

    #[endpoint(GET, "/links/<id>",
        #[example(r#"{"id": "7", "owner": "ann"}"#)]
        200 => Link,
        404 => Missing { code: String },
    )]
    pub(crate) struct GetLink {
        pub(crate) id: String,
    }

    #[endpoint(GET, "/links/search?<owner>&kind=any", 200 => Vec<Link>)]
    pub(crate) struct SearchLinks {
        pub(crate) owner: String,
        #[query]
        pub(crate) page: Option<u32>,
    }

    #[endpoint(PUT, "/links/<id>/owner/", auth = callpoint::auth::Basic, 200 => Link, 401 => Stranger { why: String })]
    pub(crate) struct PutOwner {
        pub(crate) id: String,
        pub(crate) owner: String,
    }

    #[endpoint(POST, "/links", auth = callpoint::auth::Bearer | none, 201 => String as Text)]
    pub(crate) struct PostLink {
        #[header("x-mode")]
        pub(crate) mode: String,
        #[body(Raw)]
        pub(crate) body: Vec<u8>,
    }

    #[endpoint(DELETE, "/links/<id>/<token>", auth = Key, 204 => ())]
    pub(crate) struct DeleteLink {
        pub(crate) id: String,
        #[secret]
        pub(crate) token: String,
    }

    #[derive(Scheme)]
    #[scheme(header = "x-key")]
    pub(crate) struct Key;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    pub(crate) struct Link {
        pub(crate) id: String,
        pub(crate) owner: String,
    }
}

use links::{DeleteLink, GetLink, PostLink, PutOwner, SearchLinks};

/// The owner of each link.
type Links = BTreeMap<String, String>;

fn last_segment(request: &http::Request<bytes::Bytes>) -> String {
    request.uri().path().rsplit('/').next().unwrap().to_owned()
}

/// A fake with one link, `7` of `ann`.
fn fake() -> Fake<Links> {
    let fake = Fake::new(Links::from([("7".to_owned(), "ann".to_owned())]));
    fake.on_http::<GetLink, String>(|request, links| {
        let id = last_segment(request);
        match links.get(&id) {
            Some(owner) => http::Response::new(json!({"id": id, "owner": owner}).to_string()),
            None => http::Response::builder()
                .status(404)
                .body(json!({"code": "gone"}).to_string())
                .unwrap(),
        }
    });
    fake.on_http::<SearchLinks, &str>(|_, _| http::Response::new("[]"));
    fake.on_http::<PutOwner, String>(|request, links| {
        let body: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
        let (id, owner) = ("7", body["owner"].as_str().unwrap());
        links.insert(id.to_owned(), owner.to_owned());
        http::Response::new(json!({"id": id, "owner": owner}).to_string())
    });
    fake.on_http::<PostLink, &str>(|_, _| {
        http::Response::builder().status(201).body("made").unwrap()
    });
    fake.on_http::<DeleteLink, &str>(|_, links| {
        links.clear();
        http::Response::builder().status(204).body("").unwrap()
    });
    fake
}

/// Where a fake is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Memory,
    Axum,
    Socket,
}

const PLACES: [Place; 3] = [Place::Memory, Place::Axum, Place::Socket];

impl Place {
    /// A builder of clients of the fake there.
    async fn client<S: Send + 'static>(
        self,
        fake: &Fake<S>,
    ) -> (ClientBuilder<Anonymous>, Option<FakeServer>) {
        let base = "https://fake.test";
        match self {
            Self::Memory => (Client::builder(base).transport(fake.clone()), None),
            Self::Axum => {
                let router: Router = Router::new().fallback_service(fake.clone());
                let transport = TowerTransport::new(router);
                (Client::builder(base).transport(transport), None)
            }
            Self::Socket => {
                let server = fake.serve().await.unwrap();
                (Client::builder(server.url()), Some(server))
            }
        }
    }
}
