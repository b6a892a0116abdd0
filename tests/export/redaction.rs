//! Secrets are not shown, wherever they are sent.

use std::collections::BTreeMap;

use callpoint::auth::{AuthError, Credentials};
use callpoint::codec::{CodecError, Encode};
use callpoint::{Body, Client, Upload, endpoint};
use serde::Serialize;

use crate::AsCurl as _;

const SECRET: &str = "canary";

/// Maps whose keys are secret like their values.
#[test]
fn keys_of_maps() {
    #[derive(Serialize)]
    struct Nested {
        canary: BTreeMap<&'static str, Vec<&'static str>>,
    }

    #[endpoint(GET, "/a?<nested>&<list>", 204 => ())]
    struct InQuery {
        #[query(style = deep)]
        #[secret]
        nested: Nested,
        #[query(style = deep)]
        #[secret]
        list: Option<BTreeMap<&'static str, &'static str>>,
        #[query("fil ter", style = deep)]
        #[secret]
        spaced: BTreeMap<&'static str, &'static str>,
        #[query(flatten)]
        #[secret]
        flat: Vec<(&'static str, &'static str)>,
        #[query(style = deep)]
        open: BTreeMap<&'static str, &'static str>,
    }

    #[endpoint(POST, "/a", 204 => ())]
    struct InJson {
        #[secret]
        map: BTreeMap<&'static str, &'static str>,
    }

    #[endpoint(POST, "/a", body = Form, 204 => ())]
    struct InForm {
        #[secret]
        map: BTreeMap<&'static str, &'static str>,
    }

    let client = Client::builder("https://h").build().unwrap();
    let map = || BTreeMap::from([(SECRET, SECRET)]);
    let nested = Nested {
        canary: BTreeMap::from([(SECRET, vec![SECRET, SECRET])]),
    };
    let query =
        InQuery::new(nested, map(), vec![(SECRET, SECRET)], [("a", "b")].into()).list(map());
    let shown = query.curl(&client).unwrap().to_string();
    assert_eq!(
        shown.split('\'').nth(1).unwrap(),
        "https://h/a?nested%5B***&nested%5B***&list%5B***&fil%20ter%5B***&***&open%5Ba%5D=b"
    );
    let json = InJson::new(map()).curl(&client).unwrap().to_string();
    assert!(!json.contains(SECRET), "{json}");
    let form = InForm::new(map()).curl(&client).unwrap().to_string();
    assert!(!form.contains(SECRET), "{form}");
}

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
fn every_location() {
    let map = BTreeMap::from([(SECRET, SECRET)]);
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
        "curl --globoff --path-as-is --request POST 'https://h/v1/a/***/***/***/b?query=***&open=1&path_too=canary&list%5B%5D=***&csv=***,***&deep%5B***&***&key=***'"
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

impl callpoint::codec::Codec for Enveloped {
    const META: callpoint::meta::CodecMeta =
        callpoint::meta::CodecMeta::new("Enveloped", "application/json");
}

impl<T: Serialize + ?Sized> Encode<T> for Enveloped {
    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
        let text = serde_json::to_string(value)
            .map_err(|error| CodecError::new("expected a value that JSON can hold", error))?;
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
        form.ends_with("'shown=open&list=***&list=***&map%5B***'"),
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
    // An empty secret needs no redaction.
    let empty = Flat { content: None }.curl(&client).unwrap().to_string();
    assert!(!empty.contains(SECRET), "{empty}");
}

/// Custom credentials, which sign or rewrite the URL.
struct Signed(&'static str);

impl callpoint::auth::Scheme for Signed {
    const META: callpoint::meta::SecurityScheme = callpoint::meta::SecurityScheme::custom("Signed");
}

impl Credentials for Signed {
    type Scheme = Self;

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
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
fn credentials_in_the_url() {
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

/// Names as Rails expects them: the brackets are part of the name.
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
