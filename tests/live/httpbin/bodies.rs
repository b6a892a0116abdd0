//! Bodies with other codecs than JSON: forms, text, bytes.

use callpoint::endpoint;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{Echo, client};

const FORM: &str = "application/x-www-form-urlencoded";

#[endpoint(POST, "/post", body = Form, 200 => Echo)]
struct PostForm {
    text: &'static str,
    tag: Vec<u8>,
    size: Option<u8>,
    owner: Owner,
    #[secret]
    pin: String,
}

#[derive(Debug, Serialize)]
struct Owner {
    name: &'static str,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_form_of_the_fields() {
    let client = client();
    let owner = Owner { name: "ann" };
    let request = PostForm::new("a b&c=d+é", vec![1, 2], owner, "0000");
    let echo = request.call(&client).await.unwrap();
    let expected = json!({
        "text": "a b&c=d+é",
        "tag": ["1", "2"],
        "owner[name]": "ann",
        "pin": "0000",
    });
    assert_eq!(json!(echo.form), expected);
    assert_eq!(echo.header("Content-Type"), Some(FORM));
    let request = PostForm::new("", vec![], Owner { name: "" }, "0").size(3);
    let echo = request.call(&client).await.unwrap();
    let expected = json!({"text": "", "size": "3", "owner[name]": "", "pin": "0"});
    assert_eq!(json!(echo.form), expected);
}

#[endpoint(PUT, "/put", 200 => Echo)]
struct PutForm<'a> {
    #[body(Form)]
    pairs: &'a [(&'a str, u8)],
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_form_of_pairs() {
    let client = client();
    let echo = PutForm::new(&[("a", 1), ("b", 2), ("a", 3)]).call(&client);
    assert_eq!(
        json!(echo.await.unwrap().form),
        json!({"a": ["1", "3"], "b": "2"})
    );
}

#[endpoint(POST, "/anything", 200 => Echo)]
struct PostText {
    #[body(Text)]
    text: String,
    #[header("content-type")]
    media_type: Option<&'static str>,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn text() {
    let client = client();
    let echo = PostText::new("one\ntwo é").call(&client).await.unwrap();
    assert_eq!((echo.data.as_str(), echo.json), ("one\ntwo é", Value::Null));
    let media_type = |echo: &Echo| echo.header("Content-Type").map(str::to_owned);
    let plain = Some("text/plain; charset=utf-8".to_owned());
    let echo = PostText::new("").call(&client).await.unwrap();
    assert_eq!((echo.data.as_str(), media_type(&echo)), ("", plain));
    let request = PostText::new("{\"a\":1}").media_type("application/vnd.x+json");
    let echo = request.call(&client).await.unwrap();
    assert_eq!(echo.json, json!({"a": 1}));
    assert_eq!(media_type(&echo).unwrap(), "application/vnd.x+json");
}

#[endpoint(PATCH, "/anything", 200 => Echo)]
struct PatchBytes<'a> {
    #[body(Raw)]
    bytes: Option<&'a [u8]>,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn bytes() {
    let client = client();
    let all: Vec<u8> = (0..=255).collect();
    let echo = PatchBytes::new()
        .bytes(&all[..])
        .call(&client)
        .await
        .unwrap();
    let (head, _) = echo.data.split_once(',').unwrap();
    assert_eq!(head, "data:application/octet-stream;base64");
    assert_eq!(echo.header("Content-Length"), Some("256"));
    let echo = PatchBytes::new().call(&client).await.unwrap();
    assert_eq!(
        (echo.data.as_str(), echo.header("Content-Type")),
        ("", None)
    );
}
