//! Media types that a declaration names beside a codec: `#[body(Json, type = "…")]`, `Json("…")`.

use callpoint::codec::{CodecError, Encode};
use callpoint::meta::{CodecId, CodecMeta};
use callpoint::{Bytes, Endpoint, Error, Patch, endpoint};
use serde::{Deserialize, Serialize};

use crate::{base, sent};

#[derive(Debug, Clone, Serialize)]
struct Change {
    name: Patch<String>,
}

const CHANGE: Change = Change { name: Patch::Null };

#[endpoint(PATCH, "/a")]
struct Merge {
    #[body(Json, type = "application/merge-patch+json")]
    change: Change,
}

#[endpoint(PATCH, "/a")]
struct MergeMaybe {
    #[body(Json, type = "application/merge-patch+json")]
    change: Option<Change>,
}

#[endpoint(PATCH, "/a", body = Json("application/merge-patch+json; charset=utf-8"))]
struct MergeFields {
    name: Patch<String>,
}

#[endpoint(PUT, "/a")]
struct Sheet {
    #[body(Text, type = "text/csv; header=present")]
    rows: String,
}

#[endpoint(PUT, "/a")]
struct Photo {
    #[body(Raw, type = "image/png")]
    bytes: Bytes,
}

#[derive(Clone, Copy)]
struct Twice;

impl callpoint::codec::Codec for Twice {
    const META: CodecMeta = CodecMeta::new("Twice", "text/plain");
}

impl<T: std::fmt::Display> Encode<T> for Twice {
    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
        out.extend_from_slice(format!("{value}{value}").as_bytes());
        Ok(())
    }
}

#[endpoint(POST, "/a")]
struct Own {
    #[body(Twice, type = "text/x.twice")]
    value: u8,
}

/// A body on GET and DELETE, which they have by name only.
#[endpoint(GET, "/search")]
struct Search {
    #[query]
    page: u8,
    #[body]
    query: Change,
}

#[endpoint(DELETE, "/a")]
struct Remove {
    #[body(Form)]
    reason: [(&'static str, &'static str); 1],
}

#[test]
fn get_and_delete_have_a_body_by_name() {
    assert_eq!(
        sent(&Search::new(1, CHANGE)),
        "GET /search?page=1\naccept: */*\ncontent-type: application/json\n\n{\"name\":null}"
    );
    assert_eq!(
        sent(&Remove::new([("why", "a b")])),
        "DELETE /a\naccept: */*\ncontent-type: application/x-www-form-urlencoded\n\nwhy=a%20b"
    );
}

#[test]
fn the_body_has_the_media_type_of_the_declaration() {
    let head = |method, media_type: &str| {
        format!("{method} /a\naccept: */*\ncontent-type: {media_type}\n\n")
    };
    let merge = head("PATCH", "application/merge-patch+json");
    let cases = [
        (
            sent(&Merge::new(CHANGE)),
            format!("{merge}{{\"name\":null}}"),
        ),
        (
            sent(&MergeMaybe::new().change(CHANGE)),
            format!("{merge}{{\"name\":null}}"),
        ),
        // Without a body there is nothing to name.
        (
            sent(&MergeMaybe::new()),
            "PATCH /a\naccept: */*\ncontent-length: 0\n\n".to_owned(),
        ),
        (
            sent(&MergeFields::new().name(Patch::Null)),
            head("PATCH", "application/merge-patch+json; charset=utf-8") + "{\"name\":null}",
        ),
        (
            sent(&Sheet::new("a,b")),
            head("PUT", "text/csv; header=present") + "a,b",
        ),
        (
            sent(&Photo::new(&b"\x01"[..])),
            head("PUT", "image/png") + "\u{1}",
        ),
        (sent(&Own::new(7)), head("POST", "text/x.twice") + "77"),
    ];
    for (got, expected) in cases {
        assert_eq!(got, expected);
    }
}

#[derive(Debug, PartialEq, Deserialize)]
struct Link {
    id: u8,
}

#[endpoint(GET, "/a", 200 => Link as Json("application/vnd.api+json"))]
struct Vendor;

#[endpoint(GET, "/a", 200 => Row(Link as Json("application/vnd.api+json")), 201 => Created(String as Text("text/csv")))]
struct Several;

#[endpoint(GET, "/a", 200 => Bytes as Raw("image/*"), 404 => Missing(Link as Json("application/problem+json")))]
struct Picture;

#[test]
fn accept_asks_for_the_media_type_of_the_declaration() {
    assert_eq!(
        sent(&Vendor),
        "GET /a\naccept: application/vnd.api+json\n\n"
    );
    assert_eq!(
        sent(&Several),
        "GET /a\naccept: application/vnd.api+json, text/csv\n\n"
    );
    assert_eq!(sent(&Picture), "GET /a\naccept: image/*\n\n");
}

#[test]
fn the_metadata_has_it() {
    let merge = Merge::META.body.unwrap();
    assert_eq!(
        (merge.id, merge.name, merge.media_type, merge.content_type),
        (
            CodecId::ApplicationJson,
            "Json",
            "application/merge-patch+json",
            "application/merge-patch+json"
        )
    );
    assert_eq!(MergeFields::META.body.unwrap().id, CodecId::ApplicationJson);
    assert_eq!(
        Vendor::META.successes[0].codec.media_type,
        "application/vnd.api+json"
    );
    assert_eq!(
        Picture::META.errors[0].codec.media_type,
        "application/problem+json"
    );
}

/// The body counts, as without a media type: servers send JSON under many names.
#[test]
fn a_response_under_another_name_is_read_too() {
    let response = |media_type: &str, body: &'static str| {
        http::Response::builder()
            .header("content-type", media_type)
            .body(body.into())
            .unwrap()
    };
    for media_type in ["application/vnd.api+json", "application/json", "text/plain"] {
        let link = Vendor::from_http(response(media_type, r#"{"id":7}"#)).unwrap();
        assert_eq!(link, Link { id: 7 });
    }
    let Err(Error::Decode(error)) = Vendor::from_http(response("text/html", "<p>")) else {
        panic!("it is read");
    };
    assert_eq!(
        error.failure().to_string(),
        "expected application/vnd.api+json, got text/html"
    );
}

/// Another media type does not hide what the body is made of.
#[test]
fn secrets_are_redacted_under_any_name() {
    #[endpoint(POST, "/a", body = Json("application/x-amz-json-1.1"))]
    struct Login {
        user: String,
        #[secret]
        password: String,
    }

    let client = callpoint::Client::builder("https://api.example.com").build();
    let curl = client.unwrap().curl(&Login::new("ann", "canary")).unwrap();
    let curl = curl.to_string();
    assert!(
        curl.contains(r#"{"user":"ann","password":"***"}"#) && !curl.contains("canary"),
        "{curl}"
    );
    assert!(Login::new("ann", "x").to_http(&base()).is_ok());
}
