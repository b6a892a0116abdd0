//! What is secret does not show, wherever it travels.

use std::collections::BTreeMap;

use callpoint::auth::{AuthorizeError, Credentials};
use callpoint::codec::{Encode, EncodeFailure};
use callpoint::{Body, Client, Endpoint, Upload, endpoint};
use serde::Serialize;

const SECRET: &str = "canary";

#[endpoint(POST, "/a/<path>/<rest..>/b?<query>&open=1", 204 => ())]
struct Places {
    #[secret]
    path: &'static str,
    #[secret]
    rest: Vec<&'static str>,
    #[secret]
    query: &'static str,
    #[query]
    path_too: &'static str,
    #[query(style = brackets)]
    #[secret]
    list: Vec<&'static str>,
    #[query(style = csv)]
    #[secret]
    csv: Vec<&'static str>,
    #[query(style = deep)]
    #[secret]
    deep: BTreeMap<&'static str, &'static str>,
    #[query(flatten)]
    #[secret]
    flat: BTreeMap<&'static str, &'static str>,
    #[header("x-secret")]
    #[secret]
    header: &'static str,
    shown: &'static str,
    #[secret]
    #[serde(rename = "passWord")]
    password: BTreeMap<&'static str, &'static str>,
}

#[test]
fn every_place() {
    let map = BTreeMap::from([("k", SECRET)]);
    let request = Places::new(
        SECRET,
        vec![SECRET, SECRET],
        SECRET,
        SECRET,
        vec![SECRET],
        vec![SECRET, SECRET],
        map.clone(),
        map.clone(),
        SECRET,
        "open",
        map,
    );
    let client = Client::builder("https://h/v1")
        .api_key_query("key", SECRET)
        .default_header("cookie", SECRET)
        .build()
        .unwrap();
    let shown = request.curl(&client).unwrap().to_string();
    assert_eq!(
        shown.split(" --header ").next().unwrap(),
        "curl --globoff --path-as-is --request POST 'https://h/v1/a/***/***/***/b?query=***&open=1&path_too=canary&list%5B%5D=***&csv=***,***&deep%5Bk%5D=***&k=***&key=***'"
    );
    assert!(
        shown.contains("'x-secret: ***'") && shown.contains("'cookie: ***'"),
        "{shown}"
    );
    assert!(
        shown.ends_with(r#"'{"shown":"open","passWord":"***"}'"#),
        "{shown}"
    );
    assert_eq!(shown.matches(SECRET).count(), 1, "{shown}");
}

#[endpoint(PUT, "/form", body = Form, 204 => ())]
struct Form {
    shown: &'static str,
    #[secret]
    list: Vec<&'static str>,
    #[secret]
    map: BTreeMap<&'static str, &'static str>,
}

#[endpoint(PUT, "/parts", body = Multipart, 204 => ())]
struct Parts {
    shown: &'static str,
    #[secret]
    text: &'static str,
    #[secret]
    file: Upload,
    last: Upload,
}

#[endpoint(PUT, "/parts", body = Multipart, 204 => ())]
struct TextParts {
    #[secret]
    text: &'static str,
    last: &'static str,
}

#[endpoint(PUT, "/whole", 204 => ())]
struct Whole {
    #[body]
    #[secret]
    all: &'static str,
}

#[endpoint(PUT, "/xml", body = Xml, 204 => ())]
struct Xml {
    #[secret]
    text: &'static str,
}

#[endpoint(PUT, "/enveloped", body = Enveloped, 204 => ())]
struct InEnvelope {
    #[secret]
    text: Option<&'static str>,
}

/// `{"data": …}`
struct Enveloped;

impl<T: Serialize + ?Sized> Encode<T> for Enveloped {
    const CONTENT_TYPE: &'static str = "application/json";

    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), EncodeFailure> {
        let text = serde_json::to_string(value).map_err(EncodeFailure::new)?;
        out.extend_from_slice(format!("{{\"data\":{text}}}").as_bytes());
        Ok(())
    }
}

#[derive(Serialize)]
struct Inner {
    inner: &'static str,
}

#[endpoint(PUT, "/flat", 204 => ())]
struct Flat {
    #[secret]
    #[serde(flatten)]
    content: Option<Inner>,
}

#[test]
fn every_body() {
    let client = Client::builder("https://h").build().unwrap();
    let shown = |curl: callpoint::Curl| {
        let shown = curl.to_string();
        assert!(!shown.contains(SECRET), "{shown}");
        assert!(format!("{curl:?}") == "Curl" && curl.with_secrets().to_string().contains(SECRET));
        shown
    };
    let map = BTreeMap::from([("k", SECRET)]);
    let form = shown(
        Form::new("open", vec![SECRET, SECRET], map)
            .curl(&client)
            .unwrap(),
    );
    assert!(
        form.ends_with("'shown=open&list=***&list=***&map%5Bk%5D=***'"),
        "{form}"
    );

    let upload = Upload::bytes(SECRET);
    let parts = Parts::new("open", SECRET, upload, Upload::bytes("open too")).curl(&client);
    let parts = shown(parts.unwrap());
    for expected in [
        "name=\"shown\"\\r\\n\\r\\nopen\\r\\n",
        "name=\"text\"\\r\\n\\r\\n***\\r\\n",
        "open too",
    ] {
        assert!(parts.contains(expected), "{parts}");
    }
    assert_eq!(parts.matches("***").count(), 2, "{parts}");
    let parts = shown(TextParts::new(SECRET, "open").curl(&client).unwrap());
    assert!(
        parts.contains("\\r\\n\\r\\n***\\r\\n") && parts.contains("\\r\\n\\r\\nopen\\r\\n"),
        "{parts}"
    );

    for curl in [
        Whole::new(SECRET).curl(&client),
        Xml::new(SECRET).curl(&client),
        InEnvelope { text: Some(SECRET) }.curl(&client),
        Flat {
            content: Some(Inner { inner: SECRET }),
        }
        .curl(&client),
    ] {
        let shown = shown(curl.unwrap());
        assert!(shown.ends_with("--data-binary '***'"), "{shown}");
    }
    // Nothing there, nothing to hide.
    let empty = Flat { content: None }.curl(&client).unwrap().to_string();
    assert!(!empty.contains(SECRET), "{empty}");
}

/// Credentials of one's own, which sign the URL or make another of it.
struct Signed(&'static str);

impl Credentials for Signed {
    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthorizeError> {
        let url = self.0.replace("{}", &request.uri().to_string());
        *request.uri_mut() = url.parse().unwrap();
        Ok(())
    }
}

#[endpoint(GET, "/a/<id>", 204 => ())]
struct Get {
    #[secret]
    id: &'static str,
}

#[test]
fn what_credentials_add_to_the_url() {
    for (url, expected) in [
        ("{}?a=canary&b=canary", "'https://h/a/***?a=***&b=***'"),
        ("{}?canary", "'https://h/a/******'"),
        ("https://h/canary", "'https://h/***'"),
    ] {
        let client = Client::builder("https://h")
            .credentials(Signed(url))
            .build()
            .unwrap();
        let shown = Get::new(SECRET).curl(&client).unwrap().to_string();
        assert!(shown.contains(expected), "{shown}");
    }
}

#[endpoint(PUT, "/quoted", body = Multipart, 204 => ())]
struct Quoted {
    #[part("the \"key\"")]
    #[secret]
    key: &'static str,
}

#[test]
fn a_part_whose_name_has_quotes() {
    let client = Client::builder("https://h").build().unwrap();
    let shown = Quoted::new(SECRET).curl(&client).unwrap().to_string();
    assert!(!shown.contains(SECRET), "{shown}");
}

/// The names of a Rails service: the brackets belong to them.
#[endpoint(PUT, "/named?user[key]=<key>", body = Form, 204 => ())]
struct Named {
    #[secret]
    key: &'static str,
    #[query("tokens[]")]
    #[secret]
    tokens: Vec<&'static str>,
    #[secret]
    #[serde(rename = "user[password]")]
    password: &'static str,
    #[serde(rename = "user[name]")]
    name: &'static str,
}

#[test]
fn names_with_brackets() {
    let client = Client::builder("https://h").build().unwrap();
    let request = Named::new(SECRET, vec![SECRET], SECRET, "open");
    let shown = request.curl(&client).unwrap().to_string();
    assert!(
        shown.contains("/named?user%5Bkey%5D=***&tokens%5B%5D=***'"),
        "{shown}"
    );
    assert!(
        shown.ends_with("'user%5Bpassword%5D=***&user%5Bname%5D=open'"),
        "{shown}"
    );
}
