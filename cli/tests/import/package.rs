//! `--crate NAME`: a whole package. `cli/tests/package.sh` compiles it and runs its tests.

use std::fs;
use std::path::Path;

use callpoint_cli::{Imported, Options, openapi};

const ACME: &str = include_str!("../package/acme.openapi.yaml");

fn package(document: &str) -> Imported {
    openapi(document, &Options::default().package("acme-api")).unwrap()
}

fn file<'a>(imported: &'a Imported, name: &str) -> &'a str {
    let mut files = imported.files.iter();
    let found = files.find(|file| file.name == name);
    &found
        .unwrap_or_else(|| panic!("no file `{name}`: {:?}", names(imported)))
        .text
}

fn names(imported: &Imported) -> Vec<&str> {
    let files = imported.files.iter();
    files.map(|file| file.name.as_str()).collect()
}

/// `BLESS=1` regenerates them.
#[test]
fn the_files_of_a_package() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/package/acme");
    let imported = package(ACME);
    assert_eq!(
        names(&imported),
        [
            "Cargo.toml",
            "README.md",
            "src/lib.rs",
            "src/all.rs",
            "src/links.rs",
            "src/owners.rs",
            "examples/first_call.rs",
            "tests/documentation.rs",
            "tests/documentation/links/list_links.200.json",
            "tests/documentation/links/list_links.200.2.json",
            "tests/documentation/links/list_links.400.json",
            "tests/documentation/owners/list_owners.200.json",
            "tests/documentation/owners/text_item.200.txt",
        ]
    );
    for name in [
        "Cargo.toml",
        "README.md",
        "src/lib.rs",
        "examples/first_call.rs",
        "tests/documentation.rs",
    ] {
        // A file of that name would be a package for cargo, and a test of this one.
        let path = folder.join(name.replace('/', ".") + ".txt");
        let text = file(&imported, name);
        if std::env::var_os("BLESS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(path, text).unwrap();
        } else {
            assert_eq!(fs::read_to_string(path).unwrap(), text, "{name}");
        }
    }
}

/// Its declarations can be served, and its types have schemas.
#[test]
fn a_package_that_is_served_depends_on_what_that_needs() {
    let options = Options::default()
        .package("acme-api")
        .serve(true)
        .schema(true);
    let imported = openapi(ACME, &options).unwrap();
    let manifest = file(&imported, "Cargo.toml");
    let line = |name: &str| {
        let mut lines = manifest.lines();
        lines.find(|line| line.starts_with(&format!("{name} = ")))
    };
    let callpoint = line("callpoint").unwrap();
    assert!(callpoint.contains(r#""schema", "serve""#), "{callpoint}");
    assert!(
        line("schemars")
            .unwrap()
            .contains(r#"features = ["derive", "std""#)
    );
    assert_eq!(package(ACME).files.len(), imported.files.len());
    assert!(!file(&package(ACME), "Cargo.toml").contains("schemars"));
}

#[test]
fn an_example_that_does_not_fit_its_schema_is_left_out_and_said() {
    let imported = package(ACME);
    assert_eq!(
        imported.summary.notes,
        [
            "#/paths/~1links/get: the example of status 200 does not fit its schema: at `/0/institution`, it is none of the alternatives of its schema",
            "#/paths/~1links/get: the example of status 500 does not fit its schema: as a whole, `code` is missing",
        ]
    );
    // What is no package has no tests to leave it out of.
    let module = openapi(ACME, &Options::default()).unwrap();
    assert!(module.summary.notes.is_empty());
}

/// The places of misfits, each with the example that has it.
#[test]
fn misfits() {
    let cases = [
        (
            "{type: object, properties: {n: {type: integer}}}",
            "{n: 1.5}",
            Some("at `/n`, it has a number, and its schema an integer"),
        ),
        (
            "{type: integer, format: int32}",
            "3000000000",
            Some("as a whole, it has a number of more than 32 bits"),
        ),
        (
            "{type: object, required: [a], properties: {a: {type: [string, 'null']}}}",
            "{a: null}",
            None,
        ),
        (
            "{type: object, required: [a], properties: {a: {type: string}}}",
            "{a: null}",
            Some("at `/a`, it has null, and its schema a text"),
        ),
        (
            "{type: array, items: {type: object, required: [a], properties: {a: {type: string}}}}",
            "[{a: x}, {}]",
            Some("at `/1`, `a` is missing"),
        ),
        (
            "{type: object, properties: {a: {type: string}}}",
            "{a: null, b: 7}",
            None,
        ),
        (
            "{type: object, additionalProperties: {type: boolean}}",
            "{x: true, y: 'no'}",
            Some("at `/y`, it has a text, and its schema a boolean"),
        ),
        ("{oneOf: [{type: string}, {type: integer}]}", "7", None),
        (
            "{oneOf: [{type: object, required: [k, s], properties: {k: {const: a}, s: {type: string}}}, {type: object, required: [k], properties: {k: {type: string}}}]}",
            "{k: a}",
            Some("as a whole, `s` is missing"),
        ),
        (
            "{$ref: '#/components/schemas/Tree'}",
            "{next: {next: {next: 7}}}",
            Some("at `/next/next/next`, it has a number, and its schema an object"),
        ),
        // Alternatives that refer to themselves end.
        ("{$ref: '#/components/schemas/Loop'}", "7", None),
        ("{type: string, enum: [a]}", "b", None),
    ];
    for (schema, example, misfit) in cases {
        let document = format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{/a: {{get: {{operationId: a, responses: {{200: {{description: A., content: {{application/json: {{schema: {schema}, example: {example}}}}}}}}}}}}}}}\ncomponents: {{schemas: {{Tree: {{type: object, properties: {{next: {{$ref: '#/components/schemas/Tree'}}}}}}, Loop: {{anyOf: [{{$ref: '#/components/schemas/Loop'}}, {{$ref: '#/components/schemas/Loop'}}]}}}}}}\n"
        );
        let imported = package(&document);
        let notes = imported.summary.notes.iter();
        let found: Vec<&str> = notes
            .filter_map(|note| {
                note.strip_prefix(
                    "#/paths/~1a/get: the example of status 200 does not fit its schema: ",
                )
            })
            .collect();
        assert_eq!(found, Vec::from_iter(misfit), "{schema} {example}");
        let has_test = names(&imported).contains(&"tests/documentation.rs");
        assert_eq!(has_test, misfit.is_none(), "{schema} {example}");
    }
}

#[test]
fn names_that_a_package_cannot_have() {
    let cases = [
        (
            "7up",
            "`7up` is no name of a package: write letters, digits, `-` and `_`, a letter first",
        ),
        (
            "../acme",
            "`../acme` is no name of a package: write letters, digits, `-` and `_`, a letter first",
        ),
        (
            "a\"\n[x]",
            "`a\\\"\\n[x]` is no name of a package: write letters, digits, `-` and `_`, a letter first",
        ),
        (
            "",
            "`` is no name of a package: write letters, digits, `-` and `_`, a letter first",
        ),
        ("struct", "`struct` means something else in Rust"),
        ("test", "`test` means something else in Rust"),
        (
            "serde-json",
            "`serde-json` is a crate that the package depends on",
        ),
        (
            "callpoint",
            "`callpoint` is a crate that the package depends on",
        ),
    ];
    for (name, message) in cases {
        let error = openapi(ACME, &Options::default().package(name)).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

/// Texts of the document stay texts, in each of the files.
#[test]
fn hostile_texts() {
    let title = r#"x"\n[dependencies]\nevil = \"1\"\n//! ``` */ | ![a](javascript:b)"#;
    let tag = r#"../..\u{0}/etc\"; mod worse"#;
    let document = format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"{}\", \"version\": \"1\", \"description\": \"```rust\\npanic!()\\n```\"}}, \"paths\": {{\"/a\\\"b\": {{\"get\": {{\"operationId\": \"a\\\");panic!()\", \"tags\": [\"{}\"], \"responses\": {{\"200\": {{\"description\": \"x\", \"content\": {{\"application/json; x=\\\"y\\\"\": {{\"schema\": {{}}, \"example\": {{}}}}}}}}}}}}}}}}}}",
        title.replace('\\', "\\\\").replace('"', "\\\""),
        tag.replace('\\', "\\\\").replace('"', "\\\"")
    );
    let imported = package(&document);
    for file in &imported.files {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._/-".contains(c);
        assert!(
            file.name.chars().all(plain) && !file.name.contains(".."),
            "{}",
            file.name
        );
        if Path::new(&file.name)
            .extension()
            .is_some_and(|it| it == "rs")
        {
            assert!(
                syn::parse_file(&file.text).is_ok(),
                "{}:\n{}",
                file.name,
                file.text
            );
        }
    }
    let manifest = file(&imported, "Cargo.toml");
    let description: Vec<&str> = manifest
        .lines()
        .filter(|line| line.contains("evil"))
        .collect();
    assert_eq!(description.len(), 1, "{manifest}");
    assert!(
        description[0].starts_with("description = \"A client for x"),
        "{manifest}"
    );
}

#[test]
fn a_type_is_there_with_its_users() {
    let lib = package(ACME);
    let lib = file(&lib, "src/lib.rs");
    assert!(lib.contains(
        "#[cfg(any(feature = \"links\", feature = \"owners\"))]\n#[derive(Debug, Clone, Deserialize, Serialize)]\npub struct Institution {"
    ), "{lib}");
    // `all` is the feature of all of them.
    assert!(
        lib.contains("#[cfg(feature = \"all-calls\")]\npub mod all;"),
        "{lib}"
    );
}

#[test]
fn what_modules_need_of_the_runtime() {
    for (document, features) in [
        (
            include_str!("../data/pages.openapi.json"),
            ", features = [\"client\"]",
        ),
        (
            include_str!("../data/xml.openapi.json"),
            ", features = [\"xml\"]",
        ),
        (include_str!("../data/forms.openapi.json"), ""),
    ] {
        let imported = package(document);
        let manifest = file(&imported, "Cargo.toml");
        let expected = format!("default-features = false{features} }}");
        let mut lines = manifest.lines();
        let line = lines.find(|line| line.starts_with("callpoint = "));
        assert!(line.unwrap().ends_with(&expected), "{manifest}");
    }
}

/// What the example calls its own things meets no name of the document.
#[test]
fn the_example_has_names_of_its_own() {
    let document = "
openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: 'https://api.example.com'}]
components: {securitySchemes: {Key: {type: apiKey, in: header, name: X-Key}, Other: {type: apiKey, in: header, name: X-Other}}}
security: [{Key: [], Other: []}]
paths:
  /{client}/{type}:
    get:
      operationId: getOne
      tags: [a]
      parameters: [{name: client, in: path, required: true, schema: {type: string}}, {name: type, in: path, required: true, schema: {type: integer}}]
      responses: {200: {description: x, content: {text/plain: {schema: {type: string}}}}}
";
    let imported = package(document);
    let program = file(&imported, "examples/first_call.rs");
    for part in [
        "let own_client = arguments",
        "let r#type = arguments",
        ".auth::<acme_api::a::Key>(Key::new(env::var(\"ACME_API_KEY\")?)?)",
        "GetOne::new(own_client, r#type)",
    ] {
        assert!(program.contains(part), "{part}:\n{program}");
    }
    assert!(!program.contains("use acme_api::a::Key;"), "{program}");
}
