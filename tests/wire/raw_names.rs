//! Fields, types and schemes named by keywords, in structs with a lifetime, in every form that a declaration has.

use callpoint::auth::{Key, Scheme};
use callpoint::{Client, Endpoint as _, endpoint};
use callpoint_test_support::listener::{EMPTY, Listener};

use crate::sent;

#[endpoint(PUT, "/<type>/<fn>,<match>.json/<for>?<use>",
    header = "X-Version: 2",
    200 "text/plain" => String as Text,
    200 => r#Loop { r#type: String },
)]
struct r#Move<'a> {
    r#type: &'a str,
    r#fn: u8,
    r#match: u8,
    #[path(style = matrix)]
    r#for: &'a [u8],
    r#use: Option<&'a str>,
    #[query(Json)]
    r#where: Option<Vec<&'a str>>,
    #[cookie("in")]
    r#in: &'a str,
    #[header("X-Mod")]
    r#mod: &'a str,
    #[secret]
    r#struct: &'a str,
    r#enum: Option<&'a str>,
}

#[derive(Scheme)]
#[scheme(header = "X-Dyn")]
struct r#Dyn;

#[endpoint(GET, "/a", auth = r#Dyn | none, 204 => (), 404 => r#Impl { r#as: u8 })]
struct r#Ref<'a> {
    #[query]
    r#ref: &'a str,
}

#[test]
fn keywords_on_the_wire() {
    let call = r#Move::new("t", 1, 2, &[3, 4], "i", "m", "s");
    let call = call.r#use("u").r#where(vec!["w"]).r#enum("e");
    assert_eq!(
        sent(&call),
        "PUT /t/1,2.json/;for=3,4?use=u&where=%5B%22w%22%5D\naccept: text/plain, application/json\ncontent-type: application/json\n\
         cookie: in=i\nx-mod: m\nx-version: 2\n\n{\"struct\":\"s\",\"enum\":\"e\"}"
    );
    let shown = format!("{call:?}");
    assert!(!shown.contains("\"s\""), "{shown}");
}

#[test]
fn keywords_in_responses() {
    let of = |status: u16, media_type: &str, body: &'static str| {
        let response = http::Response::builder().status(status);
        response
            .header("content-type", media_type)
            .body(body.into())
            .unwrap()
    };
    let json = r#Move::from_http(of(200, "application/json", r#"{"type":"x"}"#)).unwrap();
    assert_eq!(json.as_loop().unwrap().r#type, "x");
    let text = r#Move::from_http(of(200, "text/plain", "y")).unwrap();
    assert!(text.as_loop().is_none());
    let error = r#Ref::from_http(of(404, "application/json", r#"{"as":7}"#)).unwrap_err();
    assert_eq!(error.api().unwrap().as_impl().unwrap().r#as, 7);
}

#[tokio::test]
async fn a_scheme_named_by_a_keyword() {
    let listener = Listener::responding(EMPTY).await;
    let key = Key::new("k").unwrap();
    let client = Client::builder(&listener.base).auth::<r#Dyn>(key);
    let client = client.build().unwrap();
    r#Ref::new("r").call(&client).await.unwrap();
    let message = listener.message().await;
    assert!(message.starts_with("GET /a?ref=r HTTP/1.1"), "{message}");
    assert!(message.contains("x-dyn: k"), "{message}");
}
