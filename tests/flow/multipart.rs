//! Multipart forms with files, parsed by multer.

use std::io;

use callpoint::{BaseUrl, BuildErrorKind, Bytes, Endpoint, Upload, endpoint};
use futures_util::stream;
use serde::Serialize;

use crate::client;
use callpoint_test_support::script::Script;

#[endpoint(POST, "/forms", body = Multipart, 204 => ())]
struct Send {
    #[part]
    title: String,
    #[part("note")]
    note: Option<&'static str>,
    #[part("tag")]
    tags: Vec<u16>,
    #[part(Json)]
    meta: Meta,
    #[part("maybe", Json)]
    maybe: Option<Meta>,
    #[part]
    file: Upload,
    #[part("other")]
    others: Vec<Upload>,
    #[part]
    extra: Option<Upload>,
}

#[derive(Serialize)]
struct Meta {
    size: u8,
}

/// What a server reads of a part: name, file name, media type, content.
type Part = (String, Option<String>, Option<String>, String);

fn part(name: &str, file_name: Option<&str>, media_type: Option<&str>, content: &str) -> Part {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    (
        name.to_owned(),
        owned(file_name),
        owned(media_type),
        content.to_owned(),
    )
}

/// The parts of a request as received by a server on loopback.
async fn received(form: Send) -> (Vec<Part>, Option<String>) {
    let server = Script::start(["HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"]).await;
    form.call(&client(&server.base)).await.unwrap();
    let message = server.received().remove(0);
    assert!(message.is_whole, "{message:?}");
    let boundary = multer::parse_boundary(message.header("content-type").unwrap()).unwrap();
    let body = stream::iter([Ok::<_, io::Error>(Bytes::from(message.body.clone()))]);
    let mut parts = multer::Multipart::new(body, boundary);
    let mut all = Vec::new();
    while let Some(field) = parts.next_field().await.unwrap() {
        let name = field.name().unwrap().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let media_type = field.content_type().map(ToString::to_string);
        all.push((name, file_name, media_type, field.text().await.unwrap()));
    }
    (all, message.header("content-length").map(str::to_owned))
}

fn least() -> Send {
    Send::new(
        "a title",
        vec![],
        Meta { size: 7 },
        Upload::bytes("content"),
        vec![],
    )
}

#[tokio::test]
async fn a_form_with_the_required_fields() {
    let (parts, length) = received(least()).await;
    let expected = [
        part("title", None, None, "a title"),
        part("meta", None, Some("application/json"), "{\"size\":7}"),
        part(
            "file",
            Some("file"),
            Some("application/octet-stream"),
            "content",
        ),
    ];
    assert_eq!(parts, expected);
    assert!(length.is_some(), "its length is known");
}

#[tokio::test]
async fn every_kind_of_part() {
    let path = std::env::temp_dir().join(format!("callpoint-part-{}.txt", std::process::id()));
    std::fs::write(&path, "from a file").unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let pieces =
        || stream::iter(["in ", "pieces"].map(|piece| Ok::<_, io::Error>(Bytes::from(piece))));
    let mut form = least().note("é\r\n--x").maybe(Meta { size: 8 });
    form.tags = vec![1, 2];
    form.others = vec![
        Upload::file(&path)
            .await
            .unwrap()
            .content_type("text/plain"),
        Upload::replay(pieces).file_name("b"),
    ];
    let form = form.extra(
        Upload::stream(pieces())
            .file_name("c")
            .content_type("text/css"),
    );
    let (parts, length) = received(form).await;
    let octets = Some("application/octet-stream");
    let expected = [
        part("title", None, None, "a title"),
        part("note", None, None, "é\r\n--x"),
        part("tag", None, None, "1"),
        part("tag", None, None, "2"),
        part("meta", None, Some("application/json"), "{\"size\":7}"),
        part("maybe", None, Some("application/json"), "{\"size\":8}"),
        part("file", Some("file"), octets, "content"),
        part("other", Some(name), Some("text/plain"), "from a file"),
        part("other", Some("b"), octets, "in pieces"),
        part("extra", Some("c"), Some("text/css"), "in pieces"),
    ];
    assert_eq!(parts, expected);
    assert_eq!(length, None, "the length of the stream is unknown");
    std::fs::remove_file(&path).unwrap();
}

/// As browsers write them (WHATWG HTML, "multipart/form-data encoding algorithm").
#[tokio::test]
async fn file_names() {
    let cases = [
        ("a b.txt", "a b.txt"),
        ("é.txt", "é.txt"),
        ("say \"hi\".txt", "say %22hi%22.txt"),
        (
            "a\r\nContent-Type: text/html\r\n\r\nb",
            "a%0D%0AContent-Type: text/html%0D%0A%0D%0Ab",
        ),
        ("50%.txt", "50%.txt"),
        ("a;b.txt", "a;b.txt"),
        ("", ""),
    ];
    for (name, expected) in cases {
        let mut form = least();
        form.file = Upload::bytes("x").file_name(name);
        let (parts, _) = received(form).await;
        assert_eq!(parts[2].1.as_deref(), Some(expected), "{name:?}");
        assert_eq!(parts.len(), 3, "{name:?}");
    }
}

/// A part whose content looks like the boundary of another form.
#[tokio::test]
async fn each_request_has_its_own_boundary() {
    let boundary = || {
        let request = crate::request(&least());
        let value = request.headers()["content-type"]
            .to_str()
            .unwrap()
            .to_owned();
        multer::parse_boundary(value).unwrap()
    };
    let (one, other) = (boundary(), boundary());
    assert_ne!(one, other);
    // RFC 2046, section 5.1.1.
    assert!(
        one.len() <= 70
            && one
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    );
    let mut form = least();
    form.title = format!("\r\n--{one}--\r\n");
    let title = form.title.clone();
    let (parts, _) = received(form).await;
    assert_eq!((parts.len(), parts[0].3.as_str()), (3, title.as_str()));
}

#[tokio::test]
async fn the_declared_length_of_a_part() {
    let pieces = |pieces: &[&'static str]| {
        let pieces: Vec<_> = pieces
            .iter()
            .map(|&piece| Ok::<_, io::Error>(Bytes::from(piece)))
            .collect();
        Upload::stream(stream::iter(pieces))
    };
    let mut form = least();
    form.file = pieces(&["ab", "c"]).length(3);
    let (parts, length) = received(form).await;
    assert!(length.is_some());
    assert_eq!(parts[2].3, "abc");
    let cases = [
        ("fewer", pieces(&["ab"]).length(3)),
        ("more", pieces(&["ab", "c", "d"]).length(3)),
    ];
    for (case, upload) in cases {
        assert_held(case, upload).await;
    }
}

#[tokio::test]
async fn the_declared_length_of_a_part_in_memory() {
    assert_held("fewer", Upload::bytes("ab").length(3)).await;
    assert_held("more", Upload::bytes("abcd").length(3)).await;
}

async fn assert_held(case: &str, upload: Upload) {
    let server = Script::start(["HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"]).await;
    let mut form = least();
    form.file = upload;
    let result = form.call(&client(&server.base)).await;
    let received = server.received();
    let sent = received
        .first()
        .map(|message| String::from_utf8_lossy(&message.body).into_owned());
    assert!(result.is_err(), "{case}: sent as {sent:?}");
    assert!(
        !received.first().is_some_and(|message| message.is_whole),
        "{case}: {sent:?}"
    );
}

/// A value whose `Display` fails.
#[derive(Clone, Copy)]
struct Unsayable;

impl serde::Serialize for Unsayable {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl std::fmt::Display for Unsayable {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Err(std::fmt::Error)
    }
}

#[endpoint(POST, "/forms", body = Multipart, 204 => ())]
struct SendOne {
    #[part]
    value: Option<Unsayable>,
}

#[test]
fn a_part_without_a_text_form() {
    let base = BaseUrl::parse("https://h").unwrap();
    let error = SendOne::new().value(Unsayable).to_http(&base).unwrap_err();
    assert_eq!(
        (error.kind(), error.name()),
        (BuildErrorKind::Unformattable, "value")
    );
    // RFC 2046 requires at least one part; servers accept an empty form as well.
    let request = SendOne::new().to_http(&base).unwrap();
    let body = request.body().as_bytes().unwrap();
    assert!(body.starts_with(b"--callpoint-") && body.ends_with(b"--\r\n"));
}

#[endpoint(POST, "/forms", body = Multipart, 204 => ())]
struct SendTwo {
    #[part]
    first: Upload,
    #[part]
    second: Upload,
}

/// Lengths whose sum overflows are not declared.
#[test]
fn lengths_whose_sum_overflows() {
    let base = BaseUrl::parse("https://h").unwrap();
    let endless = || Upload::bytes("a").length(u64::MAX);
    let request = SendTwo::new(endless(), endless()).to_http(&base).unwrap();
    let hint = http_body::Body::size_hint(request.body());
    assert_eq!(hint.exact(), None);
}

#[endpoint(POST, "/forms", body = Multipart, 204 => ())]
struct SendBytes<'a> {
    #[part("file", Raw)]
    file: Vec<u8>,
    #[part(Raw)]
    preview: Option<&'a [u8]>,
}

/// `Raw`, which the compiler suggests where bytes would be sent as a list of numbers.
#[test]
fn bytes_are_sent_as_they_are() {
    let base = BaseUrl::parse("https://h").unwrap();
    let form = SendBytes::new(b"a\xffb".to_vec()).preview(&b"p\0"[..]);
    let request = form.to_http(&base).unwrap();
    let body = request.body().as_bytes().unwrap();
    let head = b"name=\"file\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    let file = [&head[..], b"a\xffb\r\n--"].concat();
    assert!(body.windows(file.len()).any(|part| part == file));
    assert!(body.windows(6).any(|end| end == b"\r\np\0\r\n"));
}
