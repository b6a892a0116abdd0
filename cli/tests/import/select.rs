//! Which operations are imported, by `--include` and `--exclude`.

use callpoint_cli::{Options, openapi, postman};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: {title: Links, version: "1"}
paths:
  /links:
    get: {operationId: listLinks, tags: [Links], responses: {200: {description: All., content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Link"}}}}}}}
    post: {operationId: createLink, tags: [Links], responses: {201: {description: Made.}}}
  /links/{link_id}:
    get: {operationId: getLink, tags: [Links], parameters: [{name: link_id, in: path, required: true, schema: {type: string}}], responses: {200: {description: One., content: {application/json: {schema: {$ref: "#/components/schemas/Link"}}}}}}
  /links/{link_id}/consents/{id}.json:
    delete: {operationId: deleteConsent, tags: [Links, Consents], parameters: [{name: link_id, in: path, required: true, schema: {type: string}}, {name: id, in: path, required: true, schema: {type: string}}], responses: {204: {description: Gone.}}}
  /owners:
    get: {operationId: listOwners, tags: [Owners], responses: {200: {description: All., content: {application/json: {schema: {$ref: "#/components/schemas/Owner"}}}}}}
components:
  schemas:
    Link: {type: object, properties: {institution: {$ref: "#/components/schemas/Institution"}}}
    Institution: {type: object, properties: {name: {type: string}}}
    Owner: {type: object, properties: {name: {type: string}}}
"##;

const ALL: [&str; 5] = [
    "ListLinks",
    "CreateLink",
    "GetLink",
    "DeleteConsent",
    "ListOwners",
];

fn options(include: &[&str], exclude: &[&str]) -> Options {
    let options = include.iter().fold(Options::default(), |options, text| {
        options.include(text.parse().unwrap())
    });
    exclude.iter().fold(options, |options, text| {
        options.exclude(text.parse().unwrap())
    })
}

/// The endpoints that are declared.
fn declared(module: &str) -> Vec<&'static str> {
    ALL.into_iter()
        .filter(|name| module.contains(&format!("pub struct {name}")))
        .collect()
}

#[test]
fn operations_are_chosen() {
    let cases: &[(&[&str], &[&str], &[&str])] = &[
        (&[], &[], &ALL),
        (&["tag=Owners"], &[], &["ListOwners"]),
        (&["tag=Consents"], &[], &["DeleteConsent"]),
        (
            &["tag=*n*s"],
            &["tag=Consents"],
            &["ListLinks", "CreateLink", "GetLink", "ListOwners"],
        ),
        (
            &["method=get"],
            &["id=listOwners"],
            &["ListLinks", "GetLink"],
        ),
        (&["id=list*"], &[], &["ListLinks", "ListOwners"]),
        (
            &["id=getLink", "id=createLink"],
            &[],
            &["CreateLink", "GetLink"],
        ),
        (&["path=/links"], &[], &["ListLinks", "CreateLink"]),
        (&["path=links"], &[], &["ListLinks", "CreateLink"]),
        (&["path=/links/*"], &[], &["GetLink"]),
        (&["path=/links/{anything}"], &[], &["GetLink"]),
        (&["path=/links/:id"], &[], &["GetLink"]),
        (&["path=/links/<id>"], &[], &["GetLink"]),
        (
            &["path=/links/**"],
            &[],
            &["ListLinks", "CreateLink", "GetLink", "DeleteConsent"],
        ),
        (&["path=/**/*.json"], &[], &["DeleteConsent"]),
        (
            &["path=/links/*/consents/{x}.json"],
            &[],
            &["DeleteConsent"],
        ),
        (&["path=**"], &["path=/links/**"], &["ListOwners"]),
        (&["path=/**/consents/**"], &[], &["DeleteConsent"]),
        (&[], &["tag=Links"], &["ListOwners"]),
    ];
    for (include, exclude, expected) in cases {
        let imported = openapi(DOCUMENT, &options(include, exclude))
            .unwrap_or_else(|error| panic!("{include:?} {exclude:?}: {error}"));
        assert_eq!(
            declared(&imported.files[0].text),
            *expected,
            "{include:?} {exclude:?}"
        );
        assert_eq!(imported.summary.left_out, ALL.len() - expected.len());
    }
}

#[test]
fn only_the_types_that_are_needed_are_declared() {
    let module = |include| {
        let mut imported = openapi(DOCUMENT, &options(&[include], &[])).unwrap();
        assert_eq!(imported.summary.notes, Vec::<String>::new());
        imported.files.remove(0).text
    };
    let links = module("id=getLink");
    assert!(links.contains("pub struct Link {") && links.contains("pub struct Institution {"));
    assert!(!links.contains("Owner"));
    let owners = module("tag=Owners");
    assert!(owners.contains("pub struct Owner {") && !owners.contains("Institution"));
}

#[test]
fn a_folder_of_a_collection_is_a_tag() {
    let collection = include_str!("../data/shop.postman_collection.json");
    let all = postman(collection, &Options::default()).unwrap();
    let part = postman(collection, &options(&["method=GET"], &[])).unwrap();
    assert_eq!(
        part.summary.endpoints + part.summary.left_out,
        all.summary.endpoints
    );
    assert!(part.summary.endpoints > 0 && part.summary.left_out > 0);
    // A folder of which nothing is left is no empty folder of the document.
    assert!(!part.files[0].text.contains("is empty") || all.files[0].text.contains("is empty"));
}

#[test]
fn a_selector_of_no_operation_is_said() {
    let error = |include, exclude| {
        openapi(DOCUMENT, &options(include, exclude))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error(&["tag=Links", "tag=links"], &[]),
        "`--include tag=links` is of no operation"
    );
    assert_eq!(
        error(&["tag=Owners"], &["path=/owners"]),
        "`--exclude` leaves out every operation that is included"
    );
    let imported = openapi(DOCUMENT, &options(&[], &["id=gone"])).unwrap();
    assert_eq!(
        imported.summary.notes,
        ["`--exclude id=gone` is of no operation"]
    );
    // It is of one, whether that is included or not.
    let imported = openapi(DOCUMENT, &options(&["tag=Owners"], &["tag=Links"])).unwrap();
    assert_eq!(imported.summary.notes, Vec::<String>::new());

    let kinds = "write `tag=Links`, `path=/links/**`, `method=GET` or `id=listLinks`";
    for (text, expected) in [
        ("Links", kinds.to_owned()),
        ("tag=", kinds.to_owned()),
        (
            "operation=x",
            format!("`operation` is no property of an operation; {kinds}"),
        ),
    ] {
        let error = text.parse::<callpoint_cli::Selector>().unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

/// Stars are tried again from the last one alone: no pattern takes exponential time.
#[test]
fn a_pattern_of_many_stars_ends() {
    let long = "a".repeat(5_000);
    let document = DOCUMENT.replace("listOwners", &long);
    let pattern = format!("id={}b", "a*".repeat(500));
    let error = openapi(&document, &options(&[&pattern], &[])).unwrap_err();
    assert!(error.to_string().ends_with("is of no operation"));
}
