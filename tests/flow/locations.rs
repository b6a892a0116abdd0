//! URLs as servers write them, in `Location`, `Link` and bodies: one reader for all.

use callpoint::pages::{Next, Paginate};
use callpoint::{Body, Client, RedirectPolicy, Response, endpoint};
use http::HeaderValue;

use crate::memory::{self, json};

#[endpoint(GET, "/from", 200 => String as Text)]
struct Get;

#[endpoint(GET, "/from", 200 => Vec<u8>)]
struct ByHeader;

impl Paginate for ByHeader {
    type Item = u8;

    fn next(&self, page: &Response<Vec<u8>>) -> Next<Self> {
        Next::link_header(page)
    }

    fn items(page: Vec<u8>) -> Vec<u8> {
        page
    }
}

#[endpoint(GET, "/from", 200 => Page { next: Option<String> })]
struct ByBody;

impl Paginate for ByBody {
    type Item = ();

    fn next(&self, page: &Response<Page>) -> Next<Self> {
        Next::link(page.next.as_deref())
    }

    fn items(_: Page) -> Vec<()> {
        Vec::new()
    }
}

/// A client whose first response is this one, and the others this text.
fn client(first: http::Response<Body>, rest: &'static str) -> (Client, memory::Asked) {
    let first = std::sync::Mutex::new(Some(first));
    let (transport, asked) = memory::transport(move |_| {
        first
            .lock()
            .unwrap()
            .take()
            .unwrap_or_else(|| json(200, rest))
    });
    let builder = Client::builder("https://api.example.com").transport(transport);
    let client = builder.redirects(RedirectPolicy::same_origin()).build();
    (client.unwrap(), asked)
}

fn second(asked: &memory::Asked) -> Option<String> {
    let asked = asked.lock().unwrap();
    assert_eq!(asked[0], "/from");
    asked.get(1).cloned()
}

/// What is requested for this URL in `Location`, in `Link` and in a body.
async fn followed(url: &[u8]) -> [Option<String>; 3] {
    let mut moved = json(302, "{}");
    moved
        .headers_mut()
        .insert("location", HeaderValue::from_bytes(url).unwrap());
    let (redirected, by_redirect) = client(moved, "{}");
    let _ = Get.call(&redirected).await;

    let mut linked = json(200, "[]");
    let link = [b"<", url, b">; rel=next"].concat();
    linked
        .headers_mut()
        .insert("link", HeaderValue::from_bytes(&link).unwrap());
    let (linked, by_header) = client(linked, "[]");
    let mut pages = linked.pages(ByHeader);
    while pages.next().await.is_some() {}

    let by_body = std::str::from_utf8(url).ok().map(|url| {
        let body = serde_json::json!({ "next": url }).to_string();
        client(json(200, body), "{}")
    });
    let mut third = None;
    if let Some((linked, asked)) = by_body {
        let mut pages = linked.pages(ByBody);
        while pages.next().await.is_some() {}
        third = second(&asked);
    }
    [second(&by_redirect), second(&by_header), third]
}

#[tokio::test]
async fn one_reader_for_all_of_them() {
    let cases: &[(&[u8], Option<&str>)] = &[
        ("/café".as_bytes(), Some("/caf%C3%A9")),
        (
            "/caf\u{65}\u{301}?q=é#é".as_bytes(),
            Some("/cafe%CC%81?q=%C3%A9"),
        ),
        (
            "https://api.example.com/日本".as_bytes(),
            Some("/%E6%97%A5%E6%9C%AC"),
        ),
        ("?é".as_bytes(), Some("/from?%C3%A9")),
        ("é".as_bytes(), Some("/%C3%A9")),
        (b"/caf%C3%A9", Some("/caf%C3%A9")),
        // Another origin, however it is written.
        ("https://api.example.com.é/x".as_bytes(), None),
        ("https://\u{ff41}pi.example.com/x".as_bytes(), None),
        ("//api.example.com@é/x".as_bytes(), None),
        ("/é/../x".as_bytes(), None),
        ("/é b".as_bytes(), None),
        ("\\\\é".as_bytes(), None),
    ];
    for &(url, expected) in cases {
        let expected = expected.map(str::to_owned);
        assert_eq!(
            followed(url).await,
            [expected.clone(), expected.clone(), expected],
            "{}",
            url.escape_ascii()
        );
    }
    // Bytes that are no UTF-8 are kept as they are; a body in JSON cannot hold them.
    let expected = Some("/caf%E9".to_owned());
    assert_eq!(
        followed(b"/caf\xE9").await,
        [expected.clone(), expected, None]
    );
}
