//! The `Link` header, and the links that are followed.

use callpoint::pages::{Next, Paginate};
use callpoint::{Response, endpoint};
use callpoint_testing::MockTransport;
use proptest::prelude::*;

use crate::{client, text, wait};

#[endpoint(GET, "/links", 200 => String as Text)]
struct ListLinks;

impl Paginate for ListLinks {
    type Item = String;

    fn next(&self, page: &Response<String>) -> Next<Self> {
        Next::link_header(page)
    }

    fn items(page: String) -> Vec<String> {
        vec![page]
    }
}

/// One link of a header, and whether it has the relation `next`.
#[derive(Debug, Clone)]
struct Link {
    target: String,
    title: String,
    rel: &'static str,
    is_next: bool,
}

fn link() -> impl Strategy<Value = Link> {
    let rels = vec![
        ("rel=next", true),
        ("rel=\"next\"", true),
        ("REL=\"start  NEXT\"", true),
        ("rel = next", true),
        ("rel=prev", false),
        ("rel=\"nextish\"", false),
        ("rel=prev; rel=next", false),
        ("rev=next", false),
        ("", false),
    ];
    let target = "/[a-z0-9?&=%,;:~-]{0,12}";
    let title = "([ !#-\\[\\]-~]|\\\\\"|\\\\\\\\){0,12}";
    (target, title, proptest::sample::select(rels)).prop_map(|(target, title, (rel, is_next))| {
        Link {
            target,
            title,
            rel,
            is_next,
        }
    })
}

/// The link that is followed after a response with this header.
fn followed(lines: &[Vec<u8>]) -> Option<String> {
    let mock = MockTransport::new();
    let mut response = http::Response::new("page");
    for line in lines {
        response
            .headers_mut()
            .append("link", http::HeaderValue::from_bytes(line).ok()?);
    }
    mock.on::<ListLinks>().reply_raw(response);
    let page = wait(client(&mock).call_with_response(&ListLinks)).unwrap();
    match ListLinks.next(&page) {
        Next::Link(link) => Some(link),
        Next::End => None,
        other => panic!("{:?}", matches!(other, Next::Request(_))),
    }
}

proptest! {
    #[test]
    fn the_first_next_link_is_found(lines in proptest::collection::vec(proptest::collection::vec(link(), 1..3), 0..3)) {
        let expected = lines.iter().flatten().find(|link| link.is_next).map(|link| link.target.clone());
        let lines: Vec<_> = (lines.iter())
            .map(|links| {
                let links: Vec<_> = (links.iter())
                    .map(|link| format!("<{}>; title=\"{}\"; {}", link.target, link.title, link.rel))
                    .collect();
                links.join(", ").into_bytes()
            })
            .collect();
        prop_assert_eq!(followed(&lines), expected);
    }

    #[test]
    fn anything_else_is_not_a_link(line in "[<>;,=\"\\\\ a-z/]{0,40}", wild in any::<Vec<u8>>()) {
        let _ = followed(&[line.into_bytes()]);
        let _ = followed(&[wild]);
    }

    /// Whatever a server names as the next page: it is requested from this origin, or not at all.
    #[test]
    fn a_link_leads_nowhere_else(link in prop_oneof![
        text(),
        "(https?:)?(//)?(api\\.example\\.com|evil\\.test|api\\.example\\.com@evil\\.test|evil\\.test\\\\api\\.example\\.com)?(:443|:80)?[/a-z?#.\\\\%2e]{0,12}",
    ]) {
        #[endpoint(GET, "/body-links", 200 => Page { next: String })]
        struct ListBodyLinks;

        impl Paginate for ListBodyLinks {
            type Item = String;

            fn next(&self, page: &Response<Page>) -> Next<Self> {
                Next::link(Some(&page.next))
            }

            fn items(page: Page) -> Vec<String> {
                vec![page.next]
            }
        }

        let mock = MockTransport::new();
        mock.on::<ListBodyLinks>().reply(serde_json::json!({ "next": link })).then().reply(serde_json::json!({ "next": "" })).optional();
        let client = client(&mock);
        wait(async {
            let mut pages = client.pages(ListBodyLinks);
            while let Some(page) = pages.next().await {
                if page.is_err() {
                    break;
                }
            }
        });
        for request in mock.requests::<ListBodyLinks>() {
            let uri = request.uri();
            prop_assert_eq!(uri.scheme_str(), Some("https"));
            prop_assert_eq!(uri.authority().unwrap().as_str(), "api.example.com");
            let dots = uri.path().to_ascii_lowercase().replace("%2e", ".");
            prop_assert!(!dots.split('/').any(|segment| segment == ".."), "{}", uri);
        }
    }
}
