//! Bodies: fields, whole values, forms, parts and streams.

use std::collections::BTreeMap;

use bytes::Bytes;
use callpoint::{Patch, Upload, endpoint};

use super::parameters::{Filter, Id, Kind, Owner};
use super::{is_read_back, sent};
use callpoint::serve::Serve;

#[endpoint(PUT, "/links/<id>", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct Fields {
    id: Id,
    name: String,
    #[secret]
    password: Option<String>,
    #[serde(rename = "Kind")]
    kind: Kind,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    list: Vec<Owner>,
    patch: Patch<u32>,
    r#type: f64,
    #[serde(skip)]
    skipped: u8,
}

#[endpoint(POST, "/links", serve, idempotency_key = "Idempotency-Key", 204 => ())]
#[serde(rename_all = "camelCase")]
#[derive(Debug, PartialEq)]
struct Derived {
    first_name: String,
    #[serde(flatten)]
    owner: Owner,
    #[serde(with = "hex")]
    code: u32,
    last_name: Option<String>,
    next_one: Patch<String>,
}

mod hex {
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(code: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{code:x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        let text = String::deserialize(deserializer)?;
        u32::from_str_radix(&text, 16).map_err(serde::de::Error::custom)
    }
}

#[endpoint(POST, "/f", serve, body = Form, 204 => ())]
#[derive(Debug, PartialEq)]
struct FormFields {
    name: String,
    limit: u32,
    #[serde(default)]
    filter: Option<Filter>,
    tags: Option<Vec<String>>,
}

#[endpoint(POST, "/f", serve, body = Form(lists = brackets), 204 => ())]
#[derive(Debug, PartialEq)]
struct BracketFields {
    tags: Vec<String>,
}

#[endpoint(POST, "/f", serve, body = Form(lists = csv), 204 => ())]
#[derive(Debug, PartialEq)]
struct CsvFields {
    tags: Vec<String>,
    name: String,
}

#[endpoint(POST, "/x", serve, body = Xml, 204 => ())]
#[derive(Debug, PartialEq)]
struct XmlFields {
    name: String,
    limit: u32,
}

#[endpoint(PATCH, "/w", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct Whole {
    #[body(Json, type = "application/merge-patch+json")]
    owner: Owner,
}

#[endpoint(POST, "/w", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct Maybe {
    #[body]
    owner: Option<Owner>,
}

#[endpoint(POST, "/w", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct FormWhole {
    #[body(Form)]
    map: BTreeMap<String, String>,
}

#[endpoint(POST, "/w", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct TextWhole {
    #[body(Text)]
    text: Option<String>,
}

#[endpoint(POST, "/w", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct RawWhole {
    #[body(Raw)]
    bytes: Bytes,
    #[header("Content-Type")]
    content_type: String,
}

#[endpoint(POST, "/m", serve, body = Multipart, 204 => ())]
#[derive(Debug, PartialEq)]
struct Parts {
    #[part]
    name: String,
    #[part("a\"b")]
    numbers: Vec<u32>,
    #[part]
    maybe: Option<Kind>,
    #[part(Json)]
    owner: Owner,
    #[part(Json)]
    other: Option<Owner>,
    #[part(Raw)]
    bytes: Vec<u8>,
    #[part(Text)]
    text: String,
}

#[endpoint(POST, "/m/<id>", serve, body = Multipart, 204 => ())]
#[derive(Debug)]
struct Files {
    id: u8,
    #[part]
    file: Upload,
    #[part]
    more: Vec<Upload>,
    #[part]
    last: Option<Upload>,
}

#[endpoint(POST, "/s", serve, 204 => ())]
#[derive(Debug)]
struct Streamed {
    #[body(Stream)]
    content: Upload,
}

fn owner(name: &str) -> Owner {
    Owner {
        name: name.to_owned(),
        kind: Kind::OnDemand,
    }
}

#[test]
fn fields() {
    for patch in [Patch::Absent, Patch::Null, Patch::Value(7)] {
        is_read_back(&Fields {
            id: Id(7),
            name: "é\u{feff}\"".to_owned(),
            password: matches!(patch, Patch::Null).then(|| "s3cr3t".to_owned()),
            kind: Kind::Daily,
            list: if patch.is_absent() {
                Vec::new()
            } else {
                vec![owner("a"), owner("")]
            },
            patch,
            r#type: 0.1,
            skipped: 0,
        });
    }
    for next_one in [Patch::Absent, Patch::Null, Patch::Value("x".to_owned())] {
        is_read_back(&Derived {
            first_name: String::new(),
            owner: owner("o"),
            code: 0xbeef,
            last_name: next_one.value().cloned(),
            next_one,
        });
    }
}

#[test]
fn forms() {
    let mut fields = FormFields {
        name: "a=b&c".to_owned(),
        limit: 4,
        filter: None,
        tags: None,
    };
    is_read_back(&fields);
    fields.tags = Some(vec!["a,b".to_owned(), String::new()]);
    fields.filter = Some(Filter {
        status: None,
        limit: 1,
        tags: vec!["x".to_owned()],
        owner: Some(owner("[n]")),
    });
    is_read_back(&fields);
    is_read_back(&BracketFields {
        tags: vec!["a".to_owned(), "b,c".to_owned()],
    });
    is_read_back(&CsvFields {
        tags: vec!["a".to_owned(), String::new()],
        name: "a,b".to_owned(),
    });
    is_read_back(&XmlFields {
        name: "<a> &amp;".to_owned(),
        limit: 9,
    });
}

#[test]
fn whole() {
    is_read_back(&Whole { owner: owner("a") });
    is_read_back(&Maybe { owner: None });
    is_read_back(&Maybe {
        owner: Some(owner("b")),
    });
    is_read_back(&FormWhole {
        map: [("a b".to_owned(), "+".to_owned())].into(),
    });
    for text in [None, Some(String::new()), Some("é\r\n".to_owned())] {
        is_read_back(&TextWhole { text });
    }
    is_read_back(&RawWhole {
        bytes: Bytes::from_static(b"\0\xff"),
        content_type: "image/png".to_owned(),
    });
}

#[test]
fn parts() {
    is_read_back(&Parts {
        name: String::new(),
        numbers: vec![1, 2],
        maybe: None,
        owner: owner("\r\n--callpoint-"),
        other: Some(owner("x")),
        bytes: b"\r\n\r\n--".to_vec(),
        text: "é".to_owned(),
    });
    is_read_back(&Parts {
        name: "\r\n".to_owned(),
        numbers: Vec::new(),
        maybe: Some(Kind::Daily),
        owner: owner(""),
        other: None,
        bytes: Vec::new(),
        text: String::new(),
    });
}

/// Uploads have no equality: what is sent again is the same but for the boundary, which is random.
#[test]
fn files() {
    let files = Files {
        id: 1,
        file: Upload::bytes("abc")
            .file_name("a\"b.txt")
            .content_type("text/plain"),
        more: vec![Upload::bytes(""), Upload::bytes("\r\n").file_name("é")],
        last: None,
    };
    let text = |files: &Files| {
        let request = sent(files).unwrap();
        let boundary = request.headers()["content-type"].to_str().unwrap();
        let boundary = boundary.split_once("boundary=").unwrap().1;
        String::from_utf8(request.body().to_vec())
            .unwrap()
            .replace(boundary, "B")
    };
    let read = Files::from_request(&sent(&files).unwrap(), "/v1").unwrap();
    assert_eq!(
        (read.id, read.more.len(), read.last.is_none()),
        (1, 2, true)
    );
    assert_eq!(text(&read), text(&files));

    let streamed = Streamed {
        content: Upload::bytes("abc").content_type("text/csv"),
    };
    let request = sent(&streamed).unwrap();
    let read = Streamed::from_request(&request, "/v1").unwrap();
    let again = sent(&read).unwrap();
    assert_eq!(
        (again.body(), again.headers()),
        (request.body(), request.headers())
    );
}
