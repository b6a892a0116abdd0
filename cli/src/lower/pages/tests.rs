//! Each row of the tables makes pages of a document that has its names, and one that needs proof makes none without it.

use super::conventions::{CURSORS, LINKS, Proof};
use crate::{Options, openapi};

/// Whether a list has pages whose response has a text at a path.
fn has_pages(parameter: Option<&str>, path: &[&str], doc: &str) -> bool {
    let field = format!(r#"{{"type": "string", "description": "{doc}"}}"#);
    let schema = path.iter().rev().fold(field, |inner, name| {
        format!(r#"{{"type": "object", "properties": {{"{name}": {inner}}}}}"#)
    });
    let items = r#"{"type": "object", "properties": {"items": {"type": "array", "items": {"type": "string"}}}}"#;
    let parameter = parameter.map_or_else(String::new, |name| {
        format!(r#"{{"name": "{name}", "in": "query", "schema": {{"type": "string"}}}}"#)
    });
    let document = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "paths": {{"/things": {{"get": {{
            "operationId": "listThings", "parameters": [{parameter}],
            "responses": {{"200": {{"description": "OK", "content": {{"application/json": {{"schema":
            {{"allOf": [{items}, {schema}]}}}}}}}}}}}}}}}}}}"#
    );
    let imported = openapi(&document, &Options::default()).unwrap();
    imported.files[0]
        .text
        .contains("impl Paginate for ListThings")
}

#[test]
fn each_row_is_known() {
    for row in CURSORS {
        let is_known = |doc| has_pages(Some(row.parameter), row.next, doc);
        assert!(is_known("For the next page."), "{:?}", row.next);
        assert_eq!(is_known("-"), row.proof == Proof::Names, "{:?}", row.next);
    }
    for (path, proof) in LINKS {
        let is_known = |doc| has_pages(None, path, doc);
        assert!(is_known("The URL of more."), "{path:?}");
        assert_eq!(is_known("-"), proof == Proof::Names, "{path:?}");
    }
}
