//! Redirects to other origins: followed by choice, for GET and HEAD, and never with credentials; and what the error of the others says.

use std::sync::{Arc, Mutex};

use callpoint::auth::{AnyAuth, Bearer};
use callpoint::{Client, ClientBuilder, Endpoint, Error, RedirectPolicy, Upload, endpoint};

use crate::memory::{self, json};

#[endpoint(GET, "/files/<id>", 200 => ())]
struct GetFile {
    id: u64,
    #[header("range")]
    range: &'static str,
    #[secret]
    #[header("x-file-key")]
    key: &'static str,
    #[cookie("session")]
    session: &'static str,
}

#[endpoint(POST, "/files", 200 => ())]
struct Post;

#[endpoint(GET, "/search", 200 => ())]
struct Search {
    #[body(Raw)]
    query: Vec<u8>,
}

#[endpoint(PUT, "/files", 200 => ())]
struct PutFile {
    #[body(Stream)]
    file: Upload,
}

#[endpoint(GET, "/files", 200 => ())]
struct GetFiles;

const OTHER: &str = "https://storage.example.net/bucket/7?sig=a%2Bb";

/// The requests of a client: each URL with the header fields that are not the same for all.
type Seen = Arc<Mutex<Vec<String>>>;

/// A client whose first requests get these redirects, and the others 200.
fn client(locations: &[(u16, &str)]) -> (ClientBuilder<Bearer>, Seen) {
    let seen = Seen::default();
    let kept = Arc::clone(&seen);
    let locations: Vec<_> = locations
        .iter()
        .map(|&(status, to)| (status, to.to_owned()))
        .collect();
    let (transport, _) = memory::transport(move |request| {
        let mut seen = kept.lock().unwrap();
        let mut fields: Vec<_> = request
            .headers()
            .iter()
            .filter(|(name, _)| {
                ![
                    "accept",
                    "user-agent",
                    "accept-encoding",
                    "content-type",
                    "content-length",
                ]
                .contains(&name.as_str())
            })
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        fields.sort();
        let redirect = locations.get(seen.len());
        seen.push(format!(
            "{} {} {}",
            request.method(),
            request.uri(),
            fields.join(", ")
        ));
        let mut response = json(redirect.map_or(200, |(status, _)| *status), "{}");
        if let Some((_, location)) = redirect {
            response
                .headers_mut()
                .insert("location", location.parse().unwrap());
        }
        response
    });
    let builder = Client::builder("https://api.example.com/v1")
        .bearer_token("hunter2")
        .default_header("x-api-key", "hunter2")
        .default_header("x-version", "3")
        .redirects(RedirectPolicy::any_origin())
        .transport(transport);
    (builder, seen)
}

#[tokio::test]
async fn another_origin_gets_no_credentials_for_the_rest_of_the_call() {
    let home = "https://api.example.com/v1/files/8";
    let (builder, seen) = client(&[(302, OTHER), (307, "/moved"), (302, home)]);
    let client = builder.build().unwrap();
    let request = GetFile::new(7, "bytes=0-3", "hunter2", "hunter2");
    let call = request
        .call(&client)
        .header("x-trace", "abc")
        .header("x-auth-token", "hunter2");
    call.await.unwrap();
    let seen = seen.lock().unwrap();
    let bare = "range: bytes=0-3, x-trace: abc, x-version: 3";
    assert_eq!(
        *seen,
        [
            "GET https://api.example.com/v1/files/7 authorization: Bearer hunter2, cookie: session=hunter2, range: bytes=0-3, \
             x-api-key: hunter2, x-auth-token: hunter2, x-file-key: hunter2, x-trace: abc, x-version: 3"
                .to_owned(),
            format!("GET {OTHER} {bare}"),
            format!("GET https://storage.example.net/moved {bare}"),
            format!("GET {home} {bare}"),
        ]
    );
}

/// Where a call of this endpoint ends whose first response is a redirect.
async fn end<E>(endpoint: E, policy: RedirectPolicy, status: u16, location: &str) -> String
where
    E: Endpoint<Auth = AnyAuth, Output = ()>,
    E::Error: std::fmt::Display,
{
    let (builder, seen) = client(&[(status, location)]);
    let called = builder
        .redirects(policy)
        .build()
        .unwrap()
        .call(&endpoint)
        .await;
    let count = seen.lock().unwrap().len();
    match called {
        Ok(()) => {
            assert_eq!(count, 2);
            "followed".to_owned()
        }
        Err(Error::Unexpected(error)) => {
            assert_eq!(count, 1);
            let text = error.to_string();
            text.split("the redirect is not followed: ")
                .nth(1)
                .unwrap()
                .to_owned()
        }
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn the_error_says_why() {
    let any = RedirectPolicy::any_origin;
    let same = RedirectPolicy::same_origin;
    let none = RedirectPolicy::none;
    let bodyless = "only GET and HEAD without a body follow it to another origin";
    assert_eq!(end(GetFiles, any(), 302, OTHER).await, "followed");
    assert_eq!(end(GetFiles, any(), 308, "/v2/files").await, "followed");
    assert_eq!(
        end(GetFiles, same(), 302, OTHER).await,
        "it leads to another origin"
    );
    assert_eq!(
        end(GetFiles, none(), 302, OTHER).await,
        "the client follows none"
    );
    assert_eq!(
        end(GetFiles, any().limit(0), 302, OTHER).await,
        "the client follows none"
    );
    assert_eq!(
        end(GetFiles, any(), 302, "http://storage.example.net/").await,
        "it leads from https to http"
    );
    assert_eq!(
        end(GetFiles, any(), 302, "https://user@storage.example.net/").await,
        "its location is not a valid URL"
    );
    assert_eq!(
        end(GetFiles, any(), 300, OTHER).await,
        "with this status none is"
    );
    assert_eq!(
        end(Post, any(), 303, OTHER).await,
        "with this status only GET and HEAD follow it"
    );
    assert_eq!(end(Post, any(), 307, OTHER).await, bodyless);
    assert_eq!(
        end(Search::new("a".into()), any(), 307, OTHER).await,
        bodyless
    );
    let chunks = futures_util::stream::iter([Ok::<_, std::io::Error>(callpoint::Bytes::from("a"))]);
    let once = PutFile::new(Upload::stream(chunks));
    assert_eq!(
        end(once, any(), 307, "/v2/files").await,
        "the body cannot be sent again"
    );
}
