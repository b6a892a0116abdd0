//! Multipart forms, parsed by multer.

use callpoint::{Bytes, Upload, endpoint};
use futures_util::stream;
use http_body_util::BodyExt as _;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{request, text, texts, wait};

#[endpoint(POST, "/forms", body = Multipart, 204 => ())]
struct Send {
    #[part]
    title: String,
    #[part("tag")]
    tags: Vec<String>,
    #[part(Json)]
    meta: Value,
    #[part]
    file: Upload,
}

/// Name, file name and content of each part.
type Part = (String, Option<String>, Vec<u8>);

async fn parts(request: http::Request<callpoint::Body>) -> Result<Vec<Part>, multer::Error> {
    let content_type = request.headers()["content-type"].to_str().unwrap();
    let boundary = multer::parse_boundary(content_type)?;
    let body = request.into_body().collect().await.unwrap().to_bytes();
    let body = stream::iter([Ok::<_, std::io::Error>(body)]);
    let mut parts = multer::Multipart::new(body, boundary);
    let mut all = Vec::new();
    while let Some(field) = parts.next_field().await? {
        let name = field.name().unwrap().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        all.push((name, file_name, field.bytes().await?.to_vec()));
    }
    Ok(all)
}

/// A file name on the wire: quotes and line breaks as browsers write them (WHATWG HTML), other control characters alike.
fn escaped(name: &str) -> String {
    let escape = |c: char| match c {
        '"' | '\0'..='\x08' | '\n'..='\x1f' | '\x7f' => format!("%{:02X}", u32::from(c)),
        _ => c.to_string(),
    };
    name.chars().map(escape).collect()
}

proptest! {
    #[test]
    fn every_part_round_trips(
        title in text(),
        tags in texts(),
        meta in text(),
        content in any::<Vec<u8>>(),
        // Servers disagree about a backslash before a quote.
        file_name in text().prop_map(|text| format!("f{}", text.replace('\\', ""))),
    ) {
        let file = Upload::bytes(Bytes::from(content.clone())).file_name(file_name.as_str());
        let request = request(&Send::new(title.as_str(), tags.clone(), json!(meta), file)).unwrap();
        let mut expected: Vec<Part> = vec![("title".to_owned(), None, title.into_bytes())];
        expected.extend(tags.into_iter().map(|tag| ("tag".to_owned(), None, tag.into_bytes())));
        expected.push(("meta".to_owned(), None, serde_json::to_vec(&meta).unwrap()));
        expected.push(("file".to_owned(), Some(escaped(&file_name)), content));
        prop_assert_eq!(wait(parts(request)).unwrap(), expected);
    }
}

/// Unescaped, it would make servers reject the whole form.
#[test]
fn a_control_character_in_a_file_name() {
    let file = Upload::bytes("content").file_name("a\0b\x7f.txt");
    let request = request(&Send::new("t", vec![], json!(1), file)).unwrap();
    let parts = wait(parts(request)).unwrap();
    assert_eq!(parts[2].1.as_deref(), Some("a%00b%7F.txt"));
}
