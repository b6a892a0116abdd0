//! Any text as the link to the next page, in the body and in `Link`: it is requested from this origin, or not at all.
#![no_main]

use callpoint::pages::{Next, Paginate};
use callpoint::{Client, Response, endpoint};
use callpoint_testing::MockTransport;
use libfuzzer_sys::fuzz_target;
use url::Url;

#[endpoint(GET, "/links", 200 => String as Text)]
struct ListLinks {
    #[query(flag)]
    in_header: bool,
}

impl Paginate for ListLinks {
    type Item = String;

    fn next(&self, page: &Response<String>) -> Next<Self> {
        if self.in_header {
            Next::link_header(page)
        } else {
            Next::link(Some(page))
        }
    }

    fn items(page: String) -> Vec<String> {
        vec![page]
    }
}

/// Runs a future that never waits for I/O.
fn wait<F: Future>(work: F) -> F::Output {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    }
    RUNTIME.with(|runtime| runtime.block_on(work))
}

fuzz_target!(|input: (bool, &str, &[u8])| {
    let (in_header, link, header) = input;
    let mut first = http::Response::new(link.to_owned());
    if let Ok(value) = http::HeaderValue::from_bytes(header) {
        first.headers_mut().append("link", value);
    }
    let mock = MockTransport::new();
    mock.on::<ListLinks>()
        .reply_raw(first)
        .then()
        .reply("")
        .optional();
    let builder = Client::builder("https://api.example.com/v1");
    let client = builder.transport(mock.clone()).build().unwrap();
    let mut pages = client.pages(ListLinks::new(in_header));
    while let Some(Ok(_)) = wait(pages.next()) {}
    for request in mock.requests::<ListLinks>() {
        let written = request.uri().to_string();
        assert!(written.starts_with("https://api.example.com"), "{written}");
        let url = Url::parse(&written).unwrap();
        assert_eq!(url.host_str(), Some("api.example.com"), "{written}");
        assert_eq!(
            (url.port(), url.username(), url.password()),
            (None, "", None),
            "{written}"
        );
        let slashes = |path: &str| path.matches('/').count();
        assert_eq!(
            slashes(url.path()),
            slashes(request.uri().path()),
            "{written}"
        );
    }
});
