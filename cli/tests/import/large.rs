//! Many items.

use std::time::Instant;

use callpoint_cli::{Options, postman};
use serde_json::json;

#[test]
fn five_hundred_items() {
    let item = |i: usize| {
        json!({
            "name": format!("Get thing {i}"),
            "request": {
                "method": "GET",
                "url": format!("{{{{baseUrl}}}}/things{i}/:id?page=1"),
            },
            "response": [
                {"name": "OK", "code": 200, "_postman_previewlanguage": "json", "body": json!({"id": i, format!("own{i}"): {"name": "x", "tags": ["a"]}}).to_string()},
                {"name": "No", "code": 404, "_postman_previewlanguage": "json", "body": "{\"code\": \"x\", \"message\": \"y\"}"},
                {"name": "Broken", "code": 500, "_postman_previewlanguage": "json", "body": "{\"code\": \"x\", \"message\": \"y\"}"},
            ],
        })
    };
    let folder = |f: usize| {
        let items: Vec<_> = (0..50).map(|i| item(f * 50 + i)).collect();
        json!({"name": format!("Folder {f}"), "item": items})
    };
    let folders: Vec<_> = (0..10).map(folder).collect();
    let document = json!({"info": {"name": "Many"}, "item": folders}).to_string();
    let start = Instant::now();
    let imported = postman(&document, &Options::default()).unwrap();
    println!(
        "500 items, {} kB, in {:?}",
        document.len() / 1000,
        start.elapsed()
    );
    assert_eq!(imported.summary.endpoints, 500);
    // One for each answer; one for what is in all of them, and one for all refusals.
    assert_eq!(imported.summary.types, 500 + 2);
    assert_eq!(imported.summary.notes, [""; 0]);
    let module = &imported.files[0].text;
    assert_eq!(module.matches("#[api(errors = ApiError)]").count(), 10);
    assert_eq!(module.matches("404 | 500").count(), 1);
}
