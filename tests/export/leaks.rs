//! No recording contains a secret, however it was encoded in transit; and a body without secrets is played back unchanged.
//!
//! The matrix crosses content codings with media types and with the locations of a secret. What is documented as not found is in the table of
//! exceptions, which fails when an exception no longer is one.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use callpoint::{Bytes, Client, Error, endpoint};
use callpoint_testing::{PlaybackTransport, RecordTransport};

use crate::search::{encoded, leak};
use crate::service::{File, Service, builder, reason};

/// A secret with characters that each encoding writes differently.
pub(crate) const CANARY: &str = "c4nary\"/+ 7'é&<\\x~?";

/// The same for the server's secret.
const OWN: &str = "0wn\"/+ 7é&<\\x~?";

/// Filler that makes the responses of the matrix as long as a page.
const FILLER: &str = "Nothing of this is a secret, and all of it comes back. ";

const CODINGS: [&str; 12] = [
    "",
    "identity",
    "gzip",
    "x-gzip",
    "GZIP",
    "deflate",
    "raw deflate",
    "br",
    "zstd",
    "gzip, br",
    "gzip, identity",
    "unknown",
];

#[endpoint(POST, "/echo?<mode>", body = Form, 200 => Vec<u8> as Raw)]
pub(crate) struct Echo {
    mode: &'static str,
    #[secret]
    pin: &'static str,
    #[header("x-secret")]
    #[secret]
    header: Option<&'static str>,
}

/// A response of the matrix: a media type and a body.
struct Content {
    name: &'static str,
    media_type: Option<&'static str>,
    body: Vec<u8>,
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

pub(crate) fn percent(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
    bytes.concat()
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// Bodies in which a value has a name or is part of a text.
#[expect(clippy::too_many_lines, reason = "one table")]
fn contents(value: &str, name: &str) -> Vec<Content> {
    let (quoted, percent, xml) = (json(value), percent(value), xml(value));
    let plus: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let object = format!(r#"{{"{name}":{quoted},"open":"{FILLER}"}}"#);
    let pretty = format!("{{\n  \"open\": 1.50,\n  \"{name}\" : {quoted}\n}}\n");
    let nested = format!(r#"{{"a":[{{"b":{{"{name}":{{"x":[{quoted},7]}}}}}},"{FILLER}"]}}"#);
    let inner = json(&object);
    let inside = format!(r#"{{"body":{inner},"url":"https://h/?open=1&{name}={percent}#x"}}"#);
    let base64 = format!(r#"{{"payload":"{}"}}"#, STANDARD.encode(&object));
    let url_safe = format!("x={};", URL_SAFE_NO_PAD.encode(format!("> {object}")));
    let lines = format!("{object}\n{{\"open\":2}}\n{object}\n");
    let events =
        format!("event: a\ndata: {object}\n\ndata: {{\ndata:  \"{name}\":\ndata:   {quoted}}}\n\n");
    let form =
        format!("open={FILLER}&{name}={plus}&user[{name}]={percent}&last=1").replace(' ', "+");
    let element = format!(
        "<?xml version=\"1.0\"?><a><open>{FILLER}</open><n:{name} id=\"1\"><v>{xml}</v></n:{name}><b {name}=\"{xml}\"/></a>"
    );
    let cdata = format!("<a><{name}><![CDATA[{value}]]></{name}></a>");
    let page = format!(
        "<p>{FILLER}</p><a href=\"/next?open=1&amp;{name}={percent}\">x</a><script>var s = {object}; {name} = {quoted};</script>"
    );
    let part = format!(
        "--cut\r\ncontent-disposition: form-data; name=\"open\"\r\n\r\n{FILLER}\r\n--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n--cut\r\ncontent-type: application/json\r\n\r\n{object}\r\n--cut--\r\n"
    );
    let yaml =
        format!("open: {FILLER}\n{name}: {value}\nlist:\n  - {name}:\n      x: {value}\nlast: 1\n");
    let program = format!("export {name}={quoted}\n{FILLER}\n");
    let text = |name, media_type, body: String| Content {
        name,
        media_type,
        body: body.into(),
    };
    let mut contents = vec![
        text("JSON", Some("application/json"), object.clone()),
        text(
            "pretty JSON",
            Some("application/json; charset=utf-8"),
            pretty.clone(),
        ),
        text("JSON inside", Some("application/json"), nested.clone()),
        text("JSON in JSON", Some("application/vnd.example+json"), inside),
        text("problem", Some("application/problem+json"), nested.clone()),
        text("base64 in JSON", Some("application/json"), base64),
        text("base64 in text", Some("text/plain"), url_safe),
        text("JSON without a type", None, object.clone()),
        text("JSON of another type", Some("text/html"), pretty.clone()),
        text(
            "JSON as bytes",
            Some("application/octet-stream"),
            object.clone(),
        ),
        text(
            "JSON behind a mark",
            Some("application/json"),
            format!("\u{FEFF}{object}"),
        ),
        text(
            "JSON behind a guard",
            Some("application/json"),
            format!(")]}}',\n{pretty}"),
        ),
        text(
            "JSON in a call",
            Some("application/javascript"),
            format!("callback({pretty});"),
        ),
        text(
            "JSON and more",
            Some("application/json"),
            format!("{pretty}{pretty}trailing"),
        ),
        text(
            "form",
            Some("application/x-www-form-urlencoded"),
            form.clone(),
        ),
        text("form without a type", None, form.clone()),
        text(
            "form behind a mark",
            Some("application/x-www-form-urlencoded"),
            format!("\u{FEFF}{form}"),
        ),
        text("lines", Some("application/x-ndjson"), lines.clone()),
        text("lines as text", Some("text/plain"), lines),
        text("events", Some("text/event-stream"), events),
        text("XML", Some("application/xml"), element.clone()),
        text("XML without a type", None, element),
        text("CDATA", Some("application/soap+xml"), cdata),
        text("page", Some("text/html; charset=\"UTF-8\""), page),
        text(
            "parts",
            Some("Multipart/Form-Data; boundary=\"cut\""),
            part.clone(),
        ),
        text("parts without a type", None, part),
        text("lines of a program", Some("text/plain"), program),
    ];
    if !value.contains('\n') {
        contents.push(text("YAML", Some("application/yaml"), yaml));
    }
    let latin1 = |text: &str| {
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect::<Vec<u8>>()
    };
    let wide = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect::<Vec<u8>>()
    };
    let mut bytes = |name, media_type, body| {
        contents.push(Content {
            name,
            media_type,
            body,
        });
    };
    bytes(
        "ISO-8859-1",
        Some("text/plain; charset=ISO-8859-1"),
        latin1(&pretty),
    );
    bytes(
        "UTF-16",
        Some("application/json; charset=utf-16be"),
        wide(&pretty),
    );
    bytes(
        "UTF-16 without a charset",
        Some("application/json"),
        wide(&pretty),
    );
    bytes(
        "UTF-16 with a byte order mark",
        None,
        [&b"\xFE\xFF"[..], &wide(&pretty)].concat(),
    );
    bytes(
        "surrounded by bytes",
        Some("application/octet-stream"),
        [b"\xFF\0\x01", object.as_bytes(), b"\0\xFE"].concat(),
    );
    contents
}

/// Records a call, searches the file, and compares what it plays back.
pub(crate) async fn recorded(
    file: &File,
    response: impl Fn(&http::request::Parts, &[u8]) -> http::Response<callpoint::Body>
    + Send
    + Sync
    + 'static,
) -> (Result<Bytes, String>, Result<Bytes, String>) {
    async fn call(client: &Client) -> Result<Bytes, String> {
        let echo = Echo::new("open", CANARY).header("canary-of-a-header");
        match echo.call(client).await {
            Ok(body) => Ok(body.into()),
            Err(error @ Error::Transport(_)) => Err(reason::<(), _>(Err(error))),
            Err(error) => Err(error.to_string()),
        }
    }
    let recorder = RecordTransport::new(Service::new(response), &file.0).unwrap();
    let client = builder(recorder).build().unwrap();
    let live = call(&client).await;
    let playback = PlaybackTransport::open(&file.0).unwrap();
    let played = call(&builder(playback).build().unwrap()).await;
    (live, played)
}

pub(crate) fn response(
    coding: &str,
    media_type: Option<&str>,
    body: Vec<u8>,
) -> http::Response<callpoint::Body> {
    let mut response = http::Response::builder();
    if let Some(media_type) = media_type {
        response = response.header("content-type", media_type);
    }
    let coding = coding.strip_prefix("raw ").unwrap_or(coding);
    if !coding.is_empty() {
        response = response.header("content-encoding", coding);
    }
    response = response.header("x-echo", "canary-of-a-header");
    response
        .header("content-length", body.len())
        .body(body.into())
        .unwrap()
}

#[tokio::test]
async fn no_body_has_a_secret_in_any_coding() {
    for coding in CODINGS {
        // What was sent is echoed under a neutral name; the server's own secret, under a telling one.
        for (name, secret) in [
            ("note", CANARY),
            ("access_token", OWN),
            ("Client-Secret", OWN),
        ] {
            for content in contents(secret, name) {
                let what = format!("`{coding}`, {}, {name}", content.name);
                let (body, media_type) = (encoded(coding, &content.body).await, content.media_type);
                let file = File::new();
                let (live, played) = recorded(&file, move |_, _| {
                    response(coding, media_type, body.clone())
                })
                .await;
                let har = std::fs::read(&file.0).unwrap();
                assert_eq!(leak(&har, secret).await, None, "{what}");
                assert_eq!(leak(&har, "canary-of-a-header").await, None, "{what}");
                let entry = &file.entries()[0];
                let is_left_out = entry["response"]["content"]["_incomplete"] == true;
                let is_unknown = content.name.starts_with("UTF-16") || coding == "unknown";
                match played {
                    Ok(played) => {
                        assert!(!is_left_out && !is_unknown, "{what}");
                        assert!(
                            live.is_ok() && played != live.unwrap(),
                            "{what}: something is redacted"
                        );
                        let fields = &entry["response"]["headers"];
                        let is_coded = fields.as_array().unwrap().iter().any(|field| {
                            field["name"] == "content-encoding" && field["value"] != "identity"
                        });
                        assert!(!is_coded, "{what}");
                    }
                    Err(why) => {
                        assert!(
                            is_left_out
                                && why.contains("was not recorded completely: the body has a c"),
                            "{what}: {why}"
                        );
                        assert!(
                            ![
                                "", "identity", "gzip", "x-gzip", "GZIP", "deflate", "br", "zstd"
                            ]
                            .contains(&coding)
                                || is_unknown,
                            "{what}: {why}"
                        );
                    }
                }
            }
        }
    }
}

/// The same without a secret: the playback equals the original.
#[tokio::test]
async fn a_body_without_secrets_is_played_back_unchanged() {
    for coding in CODINGS {
        for value in ["plain", "a b&c=d/e?f \"<é>\" + \\ %41 7"] {
            for content in contents(value, "name") {
                let what = format!("`{coding}`, {}", content.name);
                let (body, media_type) = (encoded(coding, &content.body).await, content.media_type);
                let file = File::new();
                let (live, played) = recorded(&file, move |_, _| {
                    response(coding, media_type, body.clone())
                })
                .await;
                match played {
                    Ok(played) => assert!(
                        played == live.unwrap() && played == content.body,
                        "{what}: {played:?}"
                    ),
                    Err(why) => assert!(why.contains(": the body has a c"), "{what}: {why}"),
                }
            }
        }
    }
}

/// Secrets that only the response contains: in its head, and tokens with a recognizable form.
#[tokio::test]
async fn no_header_has_a_secret() {
    let own = "c4naryOfTheServer";
    let token = format!(
        "eyJhbGciOiJIUzI1NiJ9.{}.c2lnbmF0dXJl",
        URL_SAFE_NO_PAD.encode(format!("{{\"sub\":\"{own}\"}}"))
    );
    let sent: String = url::form_urlencoded::byte_serialize(CANARY.as_bytes()).collect();
    let fields = [
        ("location", format!("/cb?open=1&access_token={own}")),
        (
            "location",
            format!("https://h/cb#access_token={own}&token_type=bearer"),
        ),
        (
            "location",
            format!("/login?next=%2Fa%3Faccess_token%3D{own}%26b%3D1"),
        ),
        ("location", format!("/x/{sent}?q={}", percent(CANARY))),
        ("content-location", format!("/a;b?Access-Token={own}")),
        ("set-cookie", format!("id={own}; HttpOnly")),
        (
            "link",
            format!("</a?token={own}>; rel=\"next\", </b?page=2>; rel=prev"),
        ),
        ("refresh", format!("0; url=/a?access_token={own}")),
        (
            "www-authenticate",
            format!("Bearer realm=\"x\", access_token=\"{own}\""),
        ),
        ("www-authenticate", format!("Bearer token={own}, realm=x")),
        ("authentication-info", format!("nextnonce=\"{own}\"")),
        ("authorization", format!("Bearer {own}")),
        ("x-access-token", own.to_owned()),
        ("x-amz-security-token", own.to_owned()),
        ("x-api-key", own.to_owned()),
        ("x-data", format!(r#"{{"access_token": "{own}", "n": 1}}"#)),
        (
            "x-data",
            STANDARD.encode(format!(r#"{{"n":1,"secret":"{own}"}}"#)),
        ),
        ("x-data", format!("open {token} open")),
        ("x-data", STANDARD.encode(CANARY)),
        ("x-data", format!("/v1{}", STANDARD.encode(CANARY))),
        ("x-data", format!("id_x{}", URL_SAFE_NO_PAD.encode(CANARY))),
        ("content-type", format!("text/plain; token={own}")),
    ];
    for (name, value) in fields {
        let what = format!("{name}: {value}");
        let file = File::new();
        let (live, _) = recorded(&file, move |_, _| {
            let response = http::Response::builder()
                .header(name, &value)
                .header("x-open", "open=1; a=\"b\"");
            response.body("a body".into()).unwrap()
        })
        .await;
        assert_eq!(live.unwrap(), "a body");
        let har = std::fs::read(&file.0).unwrap();
        for secret in [own, CANARY] {
            assert_eq!(leak(&har, secret).await, None, "{what}");
        }
        let text = file.text();
        assert!(
            text.contains("***") && text.contains(r#"open=1; a=\"b\""#),
            "{what}: {text}"
        );
        assert!(!text.contains("eyJ"), "{what}");
    }
    let file = File::new();
    let (_, played) = recorded(&file, move |_, _| {
        http::Response::new(format!("Take {token}.").into())
    })
    .await;
    assert_eq!(played.unwrap(), "Take ***");
}
