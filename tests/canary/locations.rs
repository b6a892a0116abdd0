//! The locations of canaries in a request. All of these endpoints have the same responses.

use callpoint::{ErrorSet, Upload, endpoint};
use serde::{Deserialize, Serialize};

/// The declared success. Its content comes from the server and is not a secret.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shape {
    #[expect(dead_code, reason = "only its shape matters")]
    number: u8,
}

/// The declared errors.
#[derive(Debug, ErrorSet)]
pub(crate) enum ItemError {
    #[status(400 as Text)]
    Invalid(String),
    #[status(409)]
    Conflict(Conflict),
}

#[derive(Debug, Deserialize)]
pub(crate) struct Conflict {
    #[expect(dead_code, reason = "only its shape matters")]
    code: u8,
}

#[endpoint(GET, "/items", errors = ItemError, 200 => Shape)]
#[derive(Debug)]
pub(crate) struct Get {}

pub(crate) fn get() -> Get {
    Get::new()
}

#[endpoint(PUT, "/items/<id>/of/<rest..>", errors = ItemError, 200 => Shape)]
#[derive(Debug)]
pub(crate) struct InPath {
    #[secret]
    id: String,
    #[secret]
    rest: Vec<String>,
}

pub(crate) fn path() -> InPath {
    InPath::new("canary-id", vec!["a".to_owned(), "canary-rest".to_owned()])
}

#[endpoint(PUT, "/items?<key>", errors = ItemError, 200 => Shape)]
#[derive(Debug)]
pub(crate) struct InQuery {
    #[secret]
    key: String,
    #[secret]
    #[query(style = csv)]
    list: Option<Vec<String>>,
}

pub(crate) fn query() -> InQuery {
    InQuery::new("canary-key").list(vec!["canary-list".to_owned()])
}

#[endpoint(PUT, "/items", errors = ItemError, 200 => Shape)]
#[derive(Debug)]
pub(crate) struct InHeader {
    #[header("x-secret")]
    #[secret]
    secret: String,
}

pub(crate) fn header() -> InHeader {
    InHeader::new("canary-header")
}

#[endpoint(POST, "/items", errors = ItemError, 200 => Shape)]
#[derive(Debug)]
pub(crate) struct InJson {
    #[secret]
    password: String,
    #[secret]
    token: Option<Vec<String>>,
}

pub(crate) fn json() -> InJson {
    InJson::new("canary-password").token(vec!["canary-token".to_owned()])
}

#[endpoint(POST, "/items", body = Form, errors = ItemError, 200 => Shape)]
#[derive(Debug)]
pub(crate) struct InForm {
    #[secret]
    password: String,
}

pub(crate) fn form() -> InForm {
    InForm::new("canary-password")
}

#[endpoint(POST, "/items", body = Multipart, errors = ItemError, 200 => Shape)]
#[derive(Debug)]
pub(crate) struct InPart {
    #[part]
    #[secret]
    password: String,
    #[part]
    #[secret]
    file: Upload,
}

pub(crate) fn part() -> InPart {
    let file = Upload::bytes("canary-content").file_name("canary-name");
    InPart::new("canary-password", file)
}

#[derive(Debug, Serialize)]
pub(crate) struct Whole {
    password: &'static str,
}

#[endpoint(POST, "/items", errors = ItemError, 200 => Shape)]
#[derive(Debug)]
pub(crate) struct InBody {
    #[body]
    #[secret]
    whole: Whole,
}

pub(crate) fn body() -> InBody {
    InBody::new(Whole {
        password: "canary-password",
    })
}

#[endpoint(POST, "/items", errors = ItemError, 200 => Shape)]
#[derive(Debug)]
pub(crate) struct InUpload {
    // Not marked secret: it shows only its length.
    #[body(Stream)]
    content: Upload,
}

pub(crate) fn upload() -> InUpload {
    let pieces = || futures_util::stream::iter([Ok::<_, std::io::Error>("canary-piece".into())]);
    InUpload::new(Upload::replay(pieces).length(12).file_name("canary-name"))
}
