//! `OpenAPI` documents of declarations.

use callpoint::{Endpoint as _, endpoint};
use callpoint_documents::description::Description;
use callpoint_documents::openapi::{OpenApi, OpenApiVersion, openapi, read};

use crate::belvo::links;
use crate::collection::check;
use crate::places::places;
use serde_json::Value;

fn belvo() -> OpenApi {
    openapi(links::ENDPOINTS)
        .title("Belvo links")
        .version("1.0.0")
        .server("https://sandbox.belvo.com")
}

#[test]
fn they_match_the_committed_files() {
    for (name, document) in [
        ("belvo.openapi.json", belvo()),
        (
            "belvo.openapi-3.0.json",
            belvo().format(OpenApiVersion::V30),
        ),
        ("places.openapi.json", openapi(places::ENDPOINTS)),
    ] {
        check(name, &(document.to_json() + "\n"));
    }
}

/// Read and written once more, a document says the same.
#[test]
fn a_document_says_the_same_after_reading() {
    for endpoints in [links::ENDPOINTS, places::ENDPOINTS] {
        for format in [OpenApiVersion::V31, OpenApiVersion::V30] {
            let written = openapi(endpoints).format(format).to_json();
            let read: Description = read(&written).unwrap();
            let again = OpenApi::from(read).format(format).to_json();
            similar(&written, &again);
        }
    }
}

fn similar(one: &str, other: &str) {
    for (number, (one, other)) in one.lines().zip(other.lines()).enumerate() {
        assert_eq!(one, other, "line {}", number + 1);
    }
    assert_eq!(one.lines().count(), other.lines().count());
}

/// The example of a list is one item, its items with the separator of the style, or JSON.
#[test]
fn examples_of_lists_are_lists() {
    #[endpoint(GET, "/links", 204 => ())]
    #[allow(dead_code)]
    struct ListLinks {
        #[query]
        #[example("a,b")]
        repeated: Vec<String>,
        #[query(style = csv)]
        #[example("1,2")]
        csv: Vec<u32>,
        #[query(style = pipes)]
        #[example("x|y z")]
        pipes: Vec<String>,
        #[query(style = brackets)]
        #[example("[3, 4]")]
        brackets: Vec<u32>,
        #[query]
        #[example("one")]
        text: String,
    }
    let document: Value = openapi(&[ListLinks::META]).to_json().parse().unwrap();
    let parameters = &document["paths"]["/links"]["get"]["parameters"];
    let values = parameters.as_array().unwrap().iter();
    let values: Vec<String> = values
        .map(|parameter| parameter["examples"]["example"]["value"].to_string())
        .collect();
    assert_eq!(
        values,
        [r#"["a,b"]"#, "[1,2]", r#"["x","y z"]"#, "[3,4]", r#""one""#]
    );
}
