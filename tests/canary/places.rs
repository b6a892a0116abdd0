//! Where canaries sit in a request. All of these endpoints answer alike.

use callpoint::{Responses, Upload, endpoint};
use serde::{Deserialize, Serialize};

/// What is declared for success. Its content is the server's, and no secret.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shape {
    #[expect(dead_code, reason = "only its shape matters")]
    number: u8,
}

/// What is declared for refusals.
#[derive(Debug, Responses)]
pub(crate) enum Refusals {
    #[status(400 as Text)]
    Refused(String),
    #[status(409)]
    Conflict(Conflict),
}

#[derive(Debug, Deserialize)]
pub(crate) struct Conflict {
    #[expect(dead_code, reason = "only its shape matters")]
    code: u8,
}

#[endpoint(GET, "/items", errors = Refusals, 200 => Shape)]
#[derive(Debug)]
pub(crate) struct Get {}

pub(crate) fn get() -> Get {
    Get::new()
}

#[endpoint(PUT, "/items/<id>/of/<rest..>", errors = Refusals, 200 => Shape)]
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

#[endpoint(PUT, "/items?<key>", errors = Refusals, 200 => Shape)]
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

#[endpoint(PUT, "/items", errors = Refusals, 200 => Shape)]
#[derive(Debug)]
pub(crate) struct InHeader {
    #[header("x-secret")]
    #[secret]
    secret: String,
}

pub(crate) fn header() -> InHeader {
    InHeader::new("canary-header")
}

#[endpoint(POST, "/items", errors = Refusals, 200 => Shape)]
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

#[endpoint(POST, "/items", body = Form, errors = Refusals, 200 => Shape)]
#[derive(Debug)]
pub(crate) struct InForm {
    #[secret]
    password: String,
}

pub(crate) fn form() -> InForm {
    InForm::new("canary-password")
}

#[endpoint(POST, "/items", body = Multipart, errors = Refusals, 200 => Shape)]
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

#[endpoint(POST, "/items", errors = Refusals, 200 => Shape)]
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

#[endpoint(POST, "/items", errors = Refusals, 200 => Shape)]
#[derive(Debug)]
pub(crate) struct InUpload {
    // Not marked: it shows its length alone.
    #[body(Stream)]
    content: Upload,
}

pub(crate) fn upload() -> InUpload {
    let pieces = || futures_util::stream::iter([Ok::<_, std::io::Error>("canary-piece".into())]);
    InUpload::new(Upload::replay(pieces).length(12).file_name("canary-name"))
}
