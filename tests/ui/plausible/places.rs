//! What a new user writes first.

use std::collections::HashMap;

use callpoint::endpoint;
use serde::Serialize;

#[derive(Serialize)]
struct Filter {
    status: String,
}

#[endpoint(GET, "/a", 204 => ())]
struct Styles {
    #[query(style = deepObject)]
    filter: Filter,
    #[query(style = pipeDelimited)]
    pipes: Vec<String>,
    #[query(style = "csv")]
    quoted: Vec<String>,
    #[query(csv)]
    bare: Vec<String>,
    #[query(style = form)]
    form: Vec<String>,
    #[query(json)]
    json: Filter,
    #[query]
    map: HashMap<String, String>,
    #[cookie(debug)]
    cookie: String,
    #[cookie("a;b")]
    semicolon: String,
}

#[endpoint(GET, "/b/<ids>", 204 => ())]
struct Simple {
    #[path(style = simple)]
    ids: Vec<u8>,
}

#[endpoint(POST, "/c", body = Form(brackets), 204 => ())]
struct Brackets {
    tags: Vec<String>,
}

#[endpoint(PATCH, "/d", 204 => ())]
struct MediaType {
    #[body(Json, "application/merge-patch+json")]
    change: Filter,
}

fn main() {}
