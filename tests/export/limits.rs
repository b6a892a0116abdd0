//! Parts of an exchange that are not recorded, which the file reports; and who can read the file.

use std::io::Write as _;

use async_compression::tokio::write::GzipEncoder;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use callpoint::{Body, ByteStream, Bytes, Upload, endpoint};
use callpoint_testing::{PlaybackTransport, RecordTransport};
use futures_util::StreamExt as _;
use serde_json::Value;
use tokio::io::AsyncWriteExt as _;

use crate::service::{File, Service, builder, reason};

async fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzipEncoder::new(Vec::new());
    encoder.write_all(body).await.unwrap();
    encoder.shutdown().await.unwrap();
    encoder.into_inner()
}

#[endpoint(GET, "/stream", 200 => ByteStream as Stream)]
struct Read;

/// A body in pieces, without a declared length.
fn pieces(pieces: Vec<Bytes>) -> Body {
    let pieces = futures_util::stream::iter(pieces);
    let frames = pieces.map(|piece| Ok::<_, std::io::Error>(http_body::Frame::data(piece)));
    Body::wrap(http_body_util::StreamBody::new(frames))
}

const LONG: &str = "the body is longer than `max_body`";
const ENDED: &str = "the body was not read to its end";
const CODING: &str = "the body has a content coding that cannot be read";
const CHARSET: &str = "the body has a charset that cannot be read";

/// How much of a response its reader consumes.
#[derive(Debug, Clone, Copy)]
enum Reader {
    All,
    One,
    None,
}

/// The case's name, its content coding, its pieces, how it is read, and what the file may report.
type Case = (
    &'static str,
    &'static str,
    Vec<Bytes>,
    Reader,
    &'static [&'static str],
);

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one table")]
async fn bodies_that_are_not_recorded() {
    const TOKEN: &str = r#"{"access_token":"canary"}"#;
    let plain = Bytes::from(TOKEN);
    let coded = Bytes::from(gzip(TOKEN.as_bytes()).await);
    let bomb = Bytes::from(gzip(&vec![b' '; 4 * 1024 * 1024]).await);
    assert!(bomb.len() < 10_000);
    let cut = coded.slice(..coded.len() - 9);
    let broken = [&coded[..12], b"\0\0\0\0", &coded[16..]].concat();
    // A reader of a broken body stops there.
    let cases: [Case; 14] = [
        ("whole", "", vec![plain.clone()], Reader::All, &[]),
        ("coded", "gzip", vec![coded.clone()], Reader::All, &[]),
        (
            "in pieces",
            "gzip",
            vec![coded.slice(..7), coded.slice(7..)],
            Reader::All,
            &[],
        ),
        (
            "dropped",
            "",
            vec![plain.clone(), plain.clone()],
            Reader::One,
            &[ENDED],
        ),
        (
            "not read",
            "gzip",
            vec![coded.clone()],
            Reader::None,
            &[ENDED],
        ),
        ("long", "", vec![plain.clone(); 500], Reader::All, &[LONG]),
        ("a bomb", "gzip", vec![bomb], Reader::All, &[LONG]),
        ("cut", "gzip", vec![cut], Reader::All, &[CODING, ENDED]),
        ("broken", "gzip", vec![broken.into()], Reader::All, &[ENDED]),
        (
            "not coded",
            "br",
            vec![plain.clone()],
            Reader::All,
            &[CODING, ENDED],
        ),
        (
            "unknown",
            "aes128gcm",
            vec![plain.clone()],
            Reader::All,
            &[CODING],
        ),
        (
            "coded twice",
            "gzip, gzip",
            vec![plain.clone()],
            Reader::All,
            &[CODING, ENDED],
        ),
        (
            "a charset",
            "",
            vec![
                "\u{FEFF}x"
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect(),
            ],
            Reader::All,
            &[CHARSET],
        ),
        ("nothing", "gzip", vec![], Reader::All, &[]),
    ];
    for (name, header, body, reader, expected) in cases {
        let file = File::new();
        let service = Service::new(move |_, _| {
            let response = http::Response::builder();
            let response = match header {
                "" => response,
                coding => response.header("content-encoding", coding),
            };
            response.body(pieces(body.clone())).unwrap()
        });
        let recorder = RecordTransport::new(service, &file.0)
            .unwrap()
            .max_body(10_000);
        let client = builder(recorder).build().unwrap();
        let mut live = Read {}.call(&client).await.unwrap();
        match reader {
            Reader::All => while let Some(Ok(_)) = live.next().await {},
            Reader::One => drop(live.next().await),
            Reader::None => {}
        }
        drop(live);
        let text = file.text();
        assert!(
            !text.contains("canary") && !text.contains(&STANDARD.encode(&coded)[..20]),
            "{name}: {text}"
        );
        let content = &file.entries()[0]["response"]["content"];
        let playback = PlaybackTransport::open(&file.0).unwrap();
        let played = Read {}.call(&builder(playback).build().unwrap()).await;
        if expected.is_empty() {
            assert!(
                content["_incomplete"].is_null() && content["comment"].is_null(),
                "{name}"
            );
            assert!(played.is_ok(), "{name}");
            continue;
        }
        let why = content["comment"].as_str().unwrap();
        assert!(expected.contains(&why), "{name}: {why}");
        assert!(
            content["_incomplete"] == true && content["text"].is_null(),
            "{name}"
        );
        let text = reason(played.map(drop));
        assert_eq!(
            text,
            format!("the response to `GET /v1/stream` was not recorded completely: {why}")
        );
    }
}

#[endpoint(POST, "/send?<redirect>", 200 => String as Text)]
struct Send {
    redirect: Option<&'static str>,
    #[header("content-type")]
    content_type: &'static str,
    #[header("content-encoding")]
    coding: Option<&'static str>,
    #[header("x-state")]
    state: Option<&'static str>,
    #[body(Raw)]
    body: Vec<u8>,
}

/// Echoes its request.
fn echo() -> Service {
    Service::new(|head, body| {
        let text = String::from_utf8_lossy(body);
        http::Response::new(format!("{} {text}", head.uri).into())
    })
}

/// No field is declared secret: names in the body are recognized in every format, and their values are redacted from the echo too.
#[tokio::test]
async fn secrets_recognized_by_name_in_a_request() {
    let json = r#"{"open":1,"a":{"Access-Token":"canary one"}}"#;
    let own = "open=1&password=canary+one";
    let cases: [(&str, Option<&str>, Vec<u8>); 14] = [
        ("application/json", None, json.into()),
        ("application/json", None, format!("\u{FEFF}{json}").into()),
        ("text/plain", None, json.into()),
        ("application/octet-stream", None, json.into()),
        ("application/x-ndjson", None, format!("{json}\n{json}\n").into()),
        ("application/json", Some("gzip"), gzip(json.as_bytes()).await),
        ("application/json", Some("unknown"), json.bytes().rev().collect()),
        ("application/json; charset=utf-16", None, json.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("application/x-www-form-urlencoded", None, own.into()),
        ("text/plain", None, own.into()),
        ("application/x-www-form-urlencoded", None, "open=1&user%5Bpassword%5D=%63anary%20one".into()),
        ("application/xml", None, "<a><open>1</open><Password>canary one</Password></a>".into()),
        ("application/json", None, br#"{"open":1,"text":"{\"secret\":\"canary one\"}"}"#.to_vec()),
        ("multipart/mixed; boundary=x", None, b"--x\r\nContent-Disposition: form-data; name=token\r\n\r\ncanary one\r\n--x\r\n\r\nopen:1\r\n--x--\r\n".to_vec()),
    ];
    for (content_type, coding, body) in cases {
        let what = format!(
            "{content_type} {coding:?} {}",
            String::from_utf8_lossy(&body)
        );
        let send = |body: &[u8]| {
            let send = Send::new(content_type, body.to_vec());
            match coding {
                Some(coding) => send.coding(coding),
                None => send,
            }
        };
        let file = File::new();
        let recorder = RecordTransport::new(echo(), &file.0).unwrap();
        send(&body)
            .call(&builder(recorder).build().unwrap())
            .await
            .unwrap();
        let text = file.text();
        let coded = STANDARD.encode(&body);
        for hidden in ["canary", "yrnac", "anary+one", coded.as_str(), "Y2FuYXJ5"] {
            assert!(!text.contains(hidden), "{what}: {text}");
        }
        let entry = &file.entries()[0];
        let data = &entry["request"]["postData"];
        let is_unread = coding == Some("unknown") || content_type.contains("utf-16");
        assert_eq!(data["_incomplete"] == true, is_unread, "{what}");
        // Which parts of it are echoed is unknown, so the response is left out too.
        assert_eq!(
            entry["response"]["content"]["_incomplete"] == true,
            is_unread,
            "{what}"
        );
        if !is_unread {
            let written = data["text"].as_str().unwrap();
            assert!(
                written.contains("open") && written.contains("***"),
                "{what}: {written}"
            );
            let names = entry["request"]["headers"].as_array().unwrap();
            assert!(
                names
                    .iter()
                    .all(|header| header["name"] != "content-encoding"),
                "{what}"
            );
            let playback = PlaybackTransport::open(&file.0).unwrap();
            let client = builder(playback).build().unwrap();
            // A different non-secret value does not match the recorded request.
            let other = String::from_utf8_lossy(&body).replace('1', "2");
            if coding.is_none() {
                let text = reason(send(other.as_bytes()).call(&client).await);
                assert!(text.ends_with("with a different body"), "{what}: {text}");
            }
            send(&body).call(&client).await.unwrap();
        }
    }
}

#[tokio::test]
async fn secrets_recognized_by_name_in_a_request_head() {
    let file = File::new();
    let recorder = RecordTransport::new(echo(), &file.0).unwrap();
    let client = builder(recorder).default_header("x-gitlab-access-token", "canary-header");
    let client = client.build().unwrap();
    let send = || {
        let url = "https://h/cb?access_token=canary-query&open=1";
        Send::new(
            "text/plain",
            b"canary-state canary-query canary-header".to_vec(),
        )
        .redirect(url)
        .state(r#"{"secret": "canary-state", "open": 1}"#)
    };
    send().call(&client).await.unwrap();
    let entry = &file.entries()[0];
    let url = "https://api.example.com/v1/send?redirect=https%3A%2F%2Fh%2Fcb%3Faccess_token%3D***%26open%3D1";
    assert_eq!(entry["request"]["url"], url);
    let headers = entry["request"]["headers"].to_string();
    assert!(
        headers.contains("***") && !headers.contains("canary"),
        "{headers}"
    );
    let text = entry["response"]["content"]["text"].as_str().unwrap();
    assert!(text.ends_with(" *** *** ***"), "{text}");
    let playback = PlaybackTransport::open(&file.0).unwrap();
    send()
        .call(&builder(playback).build().unwrap())
        .await
        .unwrap();
}

#[endpoint(POST, "/upload", 200 => String as Text)]
struct Secret {
    #[body(Stream)]
    #[secret]
    content: Upload,
}

#[endpoint(POST, "/open", 200 => String as Text)]
struct Open {
    #[body(Stream)]
    content: Upload,
}

/// A secret in a body that is not kept whole may be echoed in any part.
#[tokio::test]
async fn a_response_to_a_partly_known_secret() {
    let long = || {
        let pieces = futures_util::stream::iter(vec![Bytes::from("canary part "); 10]);
        Upload::stream(pieces.map(Ok::<_, std::io::Error>))
    };
    let file = File::new();
    let recorder = RecordTransport::new(echo(), &file.0).unwrap().max_body(60);
    let client = builder(recorder).build().unwrap();
    let short = "canary in memory, longer than what is kept, and known all the same";
    Secret::new(long()).call(&client).await.unwrap();
    Secret::new(Upload::bytes(short))
        .call(&client)
        .await
        .unwrap();
    let entries = file.entries();
    assert!(!file.text().contains("canary"), "{}", file.text());
    let comment = |entry: &Value| entry["response"]["content"]["comment"].clone();
    assert_eq!(
        comment(&entries[0]),
        "the request body, which is left out too, has secrets"
    );
    // A declaration without secrets has nothing to hide.
    let file = File::new();
    let recorder = RecordTransport::new(
        Service::new(|_, _| http::Response::new("ok".into())),
        &file.0,
    );
    let client = builder(recorder.unwrap().max_body(60)).build().unwrap();
    Open::new(long()).call(&client).await.unwrap();
    assert_eq!(file.entries()[0]["response"]["content"]["text"], "ok");
}

/// A secret of raw bytes, and text beyond UTF-8.
#[tokio::test]
async fn a_secret_that_is_not_text() {
    let key: &[u8] = b"\x00\xFFk\x80ey\xFEof bytes";
    let file = File::new();
    let service = Service::new(|_, body| {
        let echo = [b"got \xFF", body, b" as ", STANDARD.encode(body).as_bytes()].concat();
        http::Response::new(echo.into())
    });
    let client = builder(RecordTransport::new(service, &file.0).unwrap())
        .build()
        .unwrap();
    let _ = Secret::new(Upload::bytes(key)).call(&client).await;
    let text = file.entries()[0]["response"]["content"]["text"].clone();
    let recorded = STANDARD.decode(text.as_str().unwrap()).unwrap();
    assert_eq!(recorded, b"got \xFF*** as ***");
}

#[cfg(unix)]
#[test]
fn the_file_is_private_and_no_link_is_followed() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = std::env::temp_dir().join(format!("callpoint-links-{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    let service = || Service::new(|_, _| http::Response::new(Body::empty()));
    let (path, target) = (folder.join("a.har"), folder.join("target"));
    let is_private = || {
        let metadata = path.symlink_metadata().unwrap();
        metadata.is_file() && metadata.permissions().mode() & 0o777 == 0o600
    };
    RecordTransport::new(service(), &path).unwrap();
    assert!(is_private());
    // Replaces a file that anybody could read.
    std::fs::File::create(&path)
        .unwrap()
        .write_all(b"x")
        .unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    RecordTransport::new(service(), &path).unwrap();
    assert!(is_private());
    // Replaces a link, first a dangling one and then one to a file.
    for there in [false, true] {
        if there {
            std::fs::write(&target, "there").unwrap();
        }
        std::fs::remove_file(&path).unwrap();
        symlink(&target, &path).unwrap();
        RecordTransport::new(service(), &path).unwrap();
        assert!(is_private());
        assert_eq!(
            std::fs::read_to_string(&target).ok().as_deref(),
            there.then_some("there")
        );
    }
    // Links at the names of the temporary files.
    for number in 0..1000 {
        let part = folder.join(format!("a.har.{}.{number}.part", std::process::id()));
        symlink(folder.join("elsewhere"), part).unwrap();
    }
    let _ = RecordTransport::new(service(), &path);
    assert!(is_private() && !folder.join("elsewhere").exists());
    std::fs::remove_dir_all(&folder).unwrap();
}
