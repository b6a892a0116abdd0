//! Documents and the modules that come of them. `BLESS=1` regenerates the modules.

use std::fs;
use std::path::{Path, PathBuf};

use callpoint_cli::{Imported, Options, curl, openapi, postman};

/// Whether the modules that are compiled have `#[example("…")]` on fields and responses.
const EXAMPLES: bool = true;

fn options() -> Options {
    Options::default().examples(EXAMPLES)
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

fn import(path: &Path, options: &Options) -> Imported {
    let text = fs::read_to_string(path).unwrap();
    let is_curl = path.to_string_lossy().ends_with(".curl.txt");
    let is_openapi = path.to_string_lossy().ends_with(".openapi.json");
    let imported = if is_curl {
        curl(&text, options)
    } else if is_openapi {
        openapi(&text, options)
    } else {
        postman(&text, options)
    };
    imported.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Compares a text with a file, or writes the file.
fn check(path: &Path, text: &str, differing: &mut Vec<String>) {
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    } else if fs::read_to_string(path).unwrap_or_default() != text {
        differing.push(path.display().to_string());
    }
}

/// `bodies.curl.txt` is `bodies_curl`.
fn module_name(path: &Path) -> String {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let name = name.trim_end_matches(".txt").trim_end_matches(".json");
    let name = name
        .replace(".postman_collection", "")
        .replace(".postman_item", "_postman");
    name.replace(['.', '-'], "_")
}

/// The modules that the target `served` makes fakes of: their declarations have the other direction too, and their types schemas.
const SERVED: [&str; 7] = [
    "forms.openapi.json",
    "hard.postman_collection.json",
    "keys.openapi.json",
    "pages.openapi.json",
    "pets.openapi.json",
    "shop.postman_collection.json",
    "xml.openapi.json",
];

#[test]
fn served_documents() {
    let mut differing = Vec::new();
    for name in SERVED {
        let path = folder("data").join(name);
        let imported = import(&path, &options().serve(true).schema(true));
        let name = name.split('.').next().unwrap_or_default();
        let file = folder("served").join(format!("api/{name}.rs"));
        check(&file, &imported.files[0].text, &mut differing);
    }
    assert!(differing.is_empty(), "BLESS=1 regenerates {differing:?}");
}

#[test]
fn documents() {
    let mut differing = Vec::new();
    let mut documents: Vec<PathBuf> = fs::read_dir(folder("data"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    documents.sort();
    assert!(!documents.is_empty());
    for document in documents {
        let imported = import(&document, &options());
        let name = module_name(&document);
        let [file] = imported.files.as_slice() else {
            panic!("one file");
        };
        check(
            &folder("generated").join(format!("{name}.rs")),
            &file.text,
            &mut differing,
        );
        check(
            &folder("generated").join(format!("{name}.summary")),
            &imported.summary.to_string(),
            &mut differing,
        );
    }
    assert!(
        differing.is_empty(),
        "BLESS=1 regenerates them: {differing:#?}"
    );
}

#[test]
fn a_folder_with_a_file_for_each_folder() {
    let mut differing = Vec::new();
    let document = folder("data").join("shop.postman_collection.json");
    let imported = import(&document, &options().split(true));
    let names: Vec<&str> = imported
        .files
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["mod.rs", "products.rs", "session.rs", "shop_api.rs"]
    );
    for file in &imported.files {
        check(
            &folder("generated/shop_split").join(&file.name),
            &file.text,
            &mut differing,
        );
    }
    assert!(
        differing.is_empty(),
        "BLESS=1 regenerates them: {differing:#?}"
    );
}

#[test]
fn the_values_of_the_document_stand_as_attributes() {
    let imported = import(
        &folder("data").join("belvo-update.postman_item.json"),
        &Options::default(),
    );
    let module = &imported.files[0].text;
    for expected in [
        "    /// The `link.id` you want to update.\n    #[example(\"consequa\")]\n    pub id: String,\n",
        "    #[secret]\n    #[example(\"pin\")]\n    pub password2: String,\n",
        "    #[example(r#\"{\n      \"id\": \"<uuid>\",\n",
        "    }\"#)]\n    200 => Link,\n",
    ] {
        assert!(module.contains(expected), "{expected} in {module}");
    }
    let imported = import(
        &folder("data").join("shop.postman_collection.json"),
        &Options::default(),
    );
    let module = &imported.files[0].text;
    for expected in [
        "        #[example(\"20\")]\n        pub page_size: Option<i64>,\n",
        "        #[example(r#\"{\"amount\": 12.5, \"currency\": \"EUR\"}\"#)]\n        pub list_price: Price,\n",
        "        #[example(\"null\")]\n        pub parent: Patch<serde_json::Value>,\n",
        "    #[status(401 | 500)]\n    #[example(r#\"{\"code\": \"unauthorized\", \"message\": \"Who are you?\"}\"#)]\n    Rejected(Problem),\n",
    ] {
        assert!(module.contains(expected), "{expected} in {module}");
    }
}
