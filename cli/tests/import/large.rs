//! Many items.

use std::time::Instant;

use callpoint_cli::{Options, curl, postman};
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
    // One for each response; one for what is in all of them, and one for all error responses.
    assert_eq!(imported.summary.types, 500 + 2);
    assert_eq!(imported.summary.notes, [""; 0]);
    let module = &imported.files[0].text;
    assert_eq!(module.matches("#[api(errors = ApiError)]").count(), 10);
    assert_eq!(module.matches("404 | 500").count(), 1);
}

/// Names are numbered without looking at all those before.
#[test]
fn items_of_one_name() {
    let item = json!({"name": "Get it", "request": {"method": "GET", "url": "https://h/x"}});
    let document = json!({"info": {"name": "Same"}, "item": vec![item; 20_000]}).to_string();
    let imported = postman(&document, &Options::default()).unwrap();
    let module = &imported.files[0].text;
    assert_eq!(imported.summary.endpoints, 20_000);
    assert_eq!(module.matches("pub struct Get").count(), 20_000);
}

/// What is long and stands once is not repeated with each of what there is many of.
#[test]
fn nothing_multiplies() {
    const COUNT: usize = 2000;
    let long = "Long".repeat(25_000);
    let item = |i: usize| json!({"name": format!("Get {i}"), "request": {"method": "GET", "url": format!("https://h/x{i}")}});
    let items: Vec<_> = (0..COUNT).map(item).collect();
    let key = json!({"type": "apikey", "apikey": [{"key": "key", "value": long}]});
    let scheme = json!({"type": long});
    let collections = [
        (
            "the name of a folder",
            json!({"item": [{"name": long, "item": items}]}),
        ),
        (
            "the name of an API key",
            json!({"auth": key, "item": items}),
        ),
        (
            "the name of a scheme",
            json!({"auth": scheme, "item": items}),
        ),
        (
            "a name",
            json!({"item": [{"name": long, "request": "https://h/x", "response": [{"code": 200, "_postman_previewlanguage": "json", "body": format!("{{\"a\": {{{}}}}}", (0..COUNT).map(|i| format!("\"f{i}\": {{\"x{i}\": 1}}")).collect::<Vec<_>>().join(", "))}]}]}),
        ),
    ];
    for (what, collection) in collections {
        let document = collection.to_string();
        let imported = postman(&document, &Options::default()).unwrap();
        let notes: usize = imported.summary.notes.iter().map(String::len).sum();
        let length = imported.files[0].text.len() + notes;
        assert!(length < document.len() * 10, "{what}: {length}");
    }
    let each = |word: &dyn Fn(usize) -> String| (0..COUNT).map(word).collect::<Vec<_>>().concat();
    let urls = each(&|i| format!(" https://h/x{i}"));
    let headers = each(&|i| format!(" -H 'X-{i}: 1'"));
    let unknown = each(&|i| format!(" --frob-{i}"));
    for (what, command, is_cut) in [
        ("headers", format!("curl{headers}{urls}"), true),
        ("notes", format!("curl{urls}{unknown}"), true),
        (
            "a long path",
            format!("curl https://h/{long}{unknown}"),
            false,
        ),
        ("URLs", format!("curl{urls} -d a=1"), false),
    ] {
        let imported = curl(&command, &Options::default()).unwrap();
        let notes: usize = imported.summary.notes.iter().map(String::len).sum();
        let length = imported.files[0].text.len() + notes;
        assert!(length < command.len() * 80 + 3_000_000, "{what}: {length}");
        let has_note = |note: &String| note.contains("are declared");
        assert_eq!(
            imported.summary.notes.iter().any(has_note),
            is_cut,
            "{what}"
        );
    }
}

/// Objects of the same keys that all disagree are compared with a few of each other.
#[test]
fn shapes_that_disagree() {
    let values = ["1", "\"x\"", "true", "[1]", "[\"x\"]", "[[1]]"];
    let body = |mut i: usize| {
        let fields = (0..5).map(|field| {
            let value = values[i % values.len()];
            i /= values.len();
            format!("\"f{field}\": {value}")
        });
        format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
    };
    let items: Vec<_> = (0..1000)
        .map(|i| json!({"name": format!("Get {i}"), "request": format!("https://h/x{i}"), "response": [{"code": 200, "_postman_previewlanguage": "json", "body": body(i)}]}))
        .collect();
    let imported = postman(&json!({"item": items}).to_string(), &Options::default()).unwrap();
    assert_eq!(imported.summary.endpoints, 1000);
}

/// The record of a large file is that of a small one: an update finds every item.
#[test]
fn a_large_file_is_updated() {
    let item = |i: usize| json!({"name": format!("Get {i}"), "request": {"method": "GET", "url": format!("https://h/x{i}")}});
    let import = |count: usize| {
        let items: Vec<_> = (0..count).map(item).collect();
        postman(&json!({"item": items}).to_string(), &Options::default()).unwrap()
    };
    let before = import(1000).files.remove(0).text;
    let edited = before.replacen("pub struct Get500;", "pub struct Get500 {}", 1);
    assert_ne!(before, edited);
    let (text, summary) = import(1001).update(&edited).unwrap();
    assert_eq!(
        summary.update,
        [
            "kept, because it was edited: `calls::Get500`",
            "added `calls::Get1000`"
        ]
    );
    assert!(text.contains("pub struct Get500 {}"));
    let last = text.find("pub struct Get999;").unwrap();
    assert!(text.find("pub struct Get1000;").unwrap() > last);
}
