//! Multipart forms.

use std::path::PathBuf;

use callpoint::{ByteStream, Upload, endpoint};
use serde::Serialize;
use serde_json::json;

use crate::{Echo, client};

#[endpoint(POST, "/post", body = Multipart, 200 => Echo)]
struct Send {
    #[part]
    title: String,
    #[part("tag")]
    tags: Vec<u16>,
    #[part]
    note: Option<String>,
    #[part("meta", Json)]
    about: About,
    #[part]
    file: Upload,
    #[part("page")]
    pages: Vec<Upload>,
}

#[derive(Debug, Serialize)]
struct About {
    size: u8,
}

#[endpoint(GET, "/range/<count>", 200 => ByteStream as Stream)]
struct Letters {
    count: u32,
}

/// A temporary file, removed on drop.
pub(crate) struct Temporary(pub(crate) PathBuf);

impl Temporary {
    pub(crate) fn new(name: &str, content: &[u8]) -> Self {
        let name = format!("callpoint-live-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, content).unwrap();
        Self(path)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.0));
    }
}

fn send(file: Upload, pages: Vec<Upload>) -> Send {
    Send::new("a \"b\"\r\né", vec![1, 2], About { size: 3 }, file, pages)
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn text_json_and_bytes() {
    let client = client();
    let picture = Upload::bytes(&b"\x89PNG\xFF"[..]);
    let picture = picture.file_name("a \"b\".png").content_type("image/png");
    let page = |text: &'static str| Upload::bytes(text).content_type("text/plain");
    let echo = send(picture, vec![page("one"), page("two")])
        .call(&client)
        .await;
    let echo = echo.unwrap();
    let form = json!({"title": "a \"b\"\r\né", "tag": ["1", "2"], "meta": "{\"size\":3}"});
    assert_eq!(json!(echo.form), form);
    // httpbin shows the first file of each name.
    let files = json!({"file": "data:image/png;base64,iVBOR/8=", "page": "one"});
    assert_eq!(json!(echo.files), files);
    let media_type = echo.header("Content-Type").unwrap();
    assert!(media_type.starts_with("multipart/form-data; boundary="));
    assert!(echo.header("Content-Length").is_some());
}

/// A form under another name is shown unparsed.
#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn every_part_has_its_head() {
    let client = client();
    let page = |text: &'static str| Upload::bytes(text).content_type("text/plain");
    let pages = vec![page("one").file_name("a \"b\"\n.txt"), page("two")];
    let call = send(Upload::bytes("é"), pages).call(&client);
    let echo = call.header("content-type", "text/x-parts").await.unwrap();
    let expected = [
        part("title", None, "", "a \"b\"\r\né"),
        part("tag", None, "", "1"),
        part("tag", None, "", "2"),
        part("meta", None, "application/json", "{\"size\":3}"),
        part("file", Some("file"), "application/octet-stream", "é"),
        part("page", Some("a %22b%22%0A.txt"), "text/plain", "one"),
        part("page", Some("file"), "text/plain", "two"),
    ];
    let (boundary, _) = echo.data.split_once("\r\n").unwrap();
    let parts = expected.map(|part| format!("{boundary}\r\n{part}\r\n"));
    assert_eq!(echo.data, format!("{}{boundary}--\r\n", parts.concat()));
}

fn part(name: &str, file: Option<&str>, media_type: &str, value: &str) -> String {
    let file = file.map_or(String::new(), |file| format!("; filename=\"{file}\""));
    let media_type = match media_type {
        "" => String::new(),
        media_type => format!("\r\nContent-Type: {media_type}"),
    };
    format!("Content-Disposition: form-data; name=\"{name}\"{file}{media_type}\r\n\r\n{value}")
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_file_of_several_pieces() {
    let client = client();
    let text = "0123456789".repeat(20_000);
    let file = Temporary::new("part.txt", text.as_bytes());
    let upload = Upload::file(&file.0)
        .await
        .unwrap()
        .content_type("text/plain");
    let request = send(upload, vec![]).note("a note");
    // A file is replayable.
    for _ in 0..2 {
        let echo = request.call(&client).await.unwrap();
        assert_eq!(echo.files["file"], text.as_str());
        assert_eq!(echo.form["note"], "a note");
    }
    let gone = file.0.clone();
    drop(file);
    assert!(Upload::file(gone).await.is_err());
    let error = request.call(&client).await.unwrap_err();
    assert!(error.status().is_none(), "{error}");
}

/// One download is the upload of another call: neither is ever whole in memory.
#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_stream() {
    let client = client();
    for announced in [None, Some(30_000)] {
        let letters = Letters::new(30_000).call(&client).await.unwrap();
        let upload = Upload::stream(letters).content_type("text/plain");
        let upload = announced.map_or(upload.clone(), |length| upload.length(length));
        let echo = send(upload, vec![]).call(&client).await.unwrap();
        let text = echo.files["file"].as_str().unwrap();
        assert_eq!(
            (text.len(), &text[..28]),
            (30_000, "abcdefghijklmnopqrstuvwxyzab")
        );
    }
}

#[endpoint(POST, "/post", body = Multipart, 200 => Echo)]
struct Empty {
    #[part]
    note: Option<String>,
    #[part]
    file: Option<Upload>,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn no_part_at_all_and_an_empty_file() {
    let client = client();
    let echo = Empty::new().call(&client).await.unwrap();
    assert_eq!(
        (json!(echo.form), json!(echo.files)),
        (json!({}), json!({}))
    );
    let nothing = Upload::bytes("").content_type("text/plain");
    let echo = Empty::new().note("").file(nothing).call(&client).await;
    let echo = echo.unwrap();
    assert_eq!(
        (&echo.form["note"], &echo.files["file"]),
        (&json!(""), &json!(""))
    );
}
