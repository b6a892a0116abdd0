//! References: inside a document, across files, into odd places, with siblings, in circles.

use std::collections::BTreeMap;

use callpoint_documents::description::Description;
use callpoint_documents::openapi;

use crate::shown::{self, contents, notes, parameters, read, responses, schema};

fn schemas(description: &Description) -> Vec<String> {
    let schemas = description.schemas.iter();
    schemas
        .map(|named| format!("{} = {}", named.name, schema(&named.schema)))
        .collect()
}

/// A document of files, of which the first is the document itself.
fn files(files: &[(&str, &str)]) -> (Description, Vec<String>) {
    let texts: BTreeMap<&str, &str> = files.iter().copied().collect();
    let mut asked = Vec::new();
    let description = openapi::read_files(files[0].0, |path| {
        asked.push(path.to_owned());
        texts
            .get(path)
            .map(|text| (*text).to_owned())
            .ok_or_else(|| "no such file".to_owned())
    });
    (description.unwrap(), asked)
}

#[test]
fn schemas_in_odd_places_get_names() {
    let cases = [
        ("#/components/schemas/A/properties/b", "&AB", "AB = string"),
        (
            "#/components/schemas/A/properties/l/items",
            "&ALItem",
            "ALItem = string",
        ),
        (
            "#/components/schemas/C/allOf/0",
            "&CPart1",
            "CPart1 = object {x: string}",
        ),
        (
            "#/components/schemas/A/properties/t",
            "&Titled",
            "Titled = string",
        ),
        (
            "#/components/schemas/C/additionalProperties",
            "&CValue",
            "CValue = integer",
        ),
        (
            "#/paths/~1links~1%7Bid%7D/get/responses/200/content/application~1json/schema",
            "&GetLinksResponse",
            "GetLinksResponse = boolean",
        ),
        (
            "#/paths/~1links~1{id}/get/requestBody/content/application~1json/schema",
            "&GetLinksBody",
            "GetLinksBody = number",
        ),
        (
            "#/components/responses/Gone/content/application~1json/schema",
            "&Gone",
            "Gone = {m: string}",
        ),
        (
            "#/components/schemas/A/$defs/Inner",
            "&AInner",
            "AInner = integer",
        ),
        ("#anchored", "&AAnchor", "AAnchor = null"),
        ("#/components/schemas/100%25", "&100%", ""),
        ("#/components/schemas/100%", "&100%", ""),
        ("#/components/schemas/a~1b~0c", "&a/b~c", ""),
        ("#/components/schemas/A%20B", "&A B", ""),
        ("A", "&A", ""),
    ];
    for (reference, expected, added) in cases {
        let description = read(&format!(
            "openapi: 3.1.0
info: {{}}
paths:
  /x: {{get: {{parameters: [{{name: q, in: query, schema: {{$ref: '{reference}'}}}}]}}}}
  '/links/{{id}}':
    get:
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      requestBody: {{required: true, content: {{application/json: {{schema: {{type: number}}}}}}}}
      responses: {{200: {{content: {{application/json: {{schema: {{type: boolean}}}}}}}}}}
components:
  responses: {{Gone: {{content: {{application/json: {{schema: {{properties: {{m: {{type: string}}}}}}}}}}}}}}
  schemas:
    A:
      properties:
        b: {{type: string}}
        l: {{items: {{type: string}}}}
        t: {{type: string, title: Titled}}
        anchor: {{$anchor: anchored, type: 'null'}}
      $defs: {{Inner: {{type: integer}}}}
    C: {{allOf: [{{type: object, properties: {{x: {{type: string}}}}}}], additionalProperties: {{type: integer}}}}
    100%: {{}}
    a/b~c: {{}}
    A B: {{}}
"
        ));
        assert_eq!(notes(&description), [""; 0], "{reference}");
        let operation = description.root.operations()[0];
        let query = parameters(&operation.query);
        assert_eq!(
            query.replace(" Query(Entries { in_brackets: false })", ""),
            format!("q: {expected}"),
            "{reference}"
        );
        let own = schemas(&description).split_off(5);
        let own: Vec<String> = own
            .iter()
            .map(|text| text.replace(" {\"$anchor\":\"anchored\"}", ""))
            .collect();
        let title = |text: &String| text.replace(" {\"title\":\"Titled\"}", "");
        assert_eq!(
            own.iter().map(title).collect::<String>(),
            added,
            "{reference}"
        );
    }
}

#[test]
fn names_that_several_have() {
    let description = read(
        "openapi: 3.1.0
info: {}
paths:
  /x:
    get:
      responses:
        200: {$ref: '#/components/responses/A'}
        201: {content: {application/json: {schema: {$ref: '#/components/schemas/B/properties/a'}}}}
        202: {content: {application/json: {schema: {$ref: '#/components/schemas/B/properties/a'}}}}
components:
  responses: {A: {content: {application/json: {schema: {properties: {r: {}}}}}}}
  schemas:
    A: {type: string}
    B: {properties: {a: {type: integer}}}
    BA: {type: boolean}
",
    );
    assert_eq!(
        responses(description.root.operations()[0]),
        [
            "200 A: application/json &AResponse",
            "201: application/json &BA2",
            "202: application/json &BA2"
        ]
    );
    assert_eq!(
        schemas(&description),
        [
            "A = string",
            "B = {a: integer}",
            "BA = boolean",
            "AResponse = {r: any}",
            "BA2 = integer"
        ]
    );
}

#[test]
fn everything_but_schemas_is_resolved() {
    let description = read(
        "openapi: 3.2.0
info: {}
paths:
  /a:
    $ref: '#/components/pathItems/P'
    post: {$ref: x, requestBody: {$ref: '#/components/requestBodies/R'}}
  /b: {$ref: '#/paths/~1a'}
components:
  pathItems: {P: {get: {parameters: [{$ref: '#/components/parameters/S'}], responses: {404: {$ref: '#/components/responses/E'}}}}}
  parameters:
    S: {$ref: '#/components/parameters/T'}
    T: {name: sort, in: query, schema: {type: string, enum: [a, b]}}
  requestBodies: {R: {required: true, content: {application/json: {$ref: '#/components/mediaTypes/M'}}}}
  mediaTypes: {M: {schema: {type: array, items: {properties: {x: {type: string}}}}}}
  responses: {E: {headers: {X-A: {$ref: '#/components/headers/H'}}, links: {l: {$ref: '#/components/links/L'}}}}
  headers: {H: {required: true, schema: {type: integer}}}
  links: {L: {operationId: x}}
",
    );
    let operations = description.root.operations();
    assert_eq!(
        operations
            .iter()
            .map(|operation| operation.method.as_str())
            .collect::<Vec<_>>(),
        ["POST", "GET", "POST", "GET"]
    );
    let get = operations[1];
    assert_eq!(parameters(&get.query), "sort: &T");
    assert_eq!(responses(get), ["404 E [X-A!: integer]"]);
    assert_eq!(get.responses[0].links[0].operation, "x");
    let body = operations[0].body.as_ref().unwrap();
    assert_eq!((body.name.as_deref(), body.required), (Some("R"), true));
    assert_eq!(contents(&body.contents), "application/json array [&MItem]");
    assert_eq!(
        schemas(&description),
        ["MItem = {x: string}", "T = string enum(\"a\",\"b\")"]
    );
    assert_eq!(notes(&description), [""; 0]);
}

#[test]
fn circles_are_cut_where_they_say_nothing() {
    let cases = [
        // A property or an item of its own kind is no circle.
        (
            "A: {properties: {a: {$ref: '#/components/schemas/A'}}}",
            "A = {a: &A}",
            vec![],
        ),
        (
            "A: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/A'}}]}",
            "A = oneOf(string, array [&A])",
            vec![],
        ),
        (
            "A: {$ref: '#/components/schemas/A'}",
            "A = any",
            vec!["`#/components/schemas/A`: it leads back to itself by `A`, which is left out"],
        ),
        (
            "A: {$ref: '#/components/schemas/B'}\n    B: {allOf: [{$ref: '#/components/schemas/A'}, {type: object}]}",
            "A = &B; B = allOf(object)",
            vec!["`#/components/schemas/B`: it leads back to itself by `A`, which is left out"],
        ),
        (
            "A: {anyOf: [{$ref: '#/components/schemas/A'}, {type: string}]}",
            "A = anyOf(string)",
            vec!["`#/components/schemas/A`: it leads back to itself by `A`, which is left out"],
        ),
    ];
    for (text, expected, said) in cases {
        let description = read(&format!(
            "openapi: 3.0.0\ninfo: {{}}\npaths: {{}}\ncomponents:\n  schemas:\n    {text}"
        ));
        assert_eq!(schemas(&description).join("; "), expected, "{text}");
        assert_eq!(notes(&description), said, "{text}");
    }
    let description = read(
        "openapi: 3.0.0
info: {}
paths:
  /a: {$ref: '#/paths/~1b'}
  /b: {$ref: '#/paths/~1a'}
  /c: {get: {parameters: [{$ref: '#/components/parameters/A'}], responses: {200: {$ref: '#/components/responses/A/x'}}}}
components:
  parameters: {A: {$ref: '#/components/parameters/B'}, B: {$ref: '#/components/parameters/A'}}
  responses: {A: {$ref: '#/components/responses/A/x'}}
",
    );
    let said = notes(&description);
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(
        said.iter().all(|note| note.contains("in a circle")),
        "{said:?}"
    );
    assert_eq!(responses(description.root.operations()[0]), ["200"]);
}

#[test]
fn callbacks_in_a_circle_end() {
    let description = read(
        "openapi: 3.0.0
info: {}
paths: {/a: {post: {callbacks: {c: {$ref: '#/components/callbacks/C'}}}}}
components: {callbacks: {C: {'{$url}': {post: {callbacks: {c: {$ref: '#/components/callbacks/C'}}}}}}}
",
    );
    assert_eq!(description.root.operations()[0].callbacks.len(), 1);
}

#[test]
fn across_files() {
    let (description, asked) = files(&[
        (
            "api.yaml",
            "openapi: 3.0.0
info: {}
paths:
  /links: {$ref: 'paths/links.yaml'}
  /one: {$ref: 'paths/all.yaml#/~1one'}
components: {schemas: {Own: {type: string}, pet: {type: boolean}}}
",
        ),
        (
            "paths/links.yaml",
            "get:
  parameters: [{$ref: '../common.json#/parameters/Page'}]
  responses:
    200: {content: {application/json: {schema: {$ref: ../models/link.yaml}}}}
    404: {content: {application/json: {schema: {$ref: '../api.yaml#/components/schemas/Own'}}}}
",
        ),
        (
            "paths/all.yaml",
            "/one: {get: {responses: {200: {content: {application/json: {schema: {$ref: '../models/a%20b.yml#/pet'}}}}}}}",
        ),
        (
            "common.json",
            "{\"parameters\": {\"Page\": {\"name\": \"page\", \"in\": \"query\", \"schema\": {\"$ref\": \"#/types/Page\"}}}, \"types\": {\"Page\": {\"type\": \"integer\"}}}",
        ),
        (
            "models/link.yaml",
            "type: object\nproperties: {next: {$ref: '#'}, own: {$ref: ./../api.yaml#/components/schemas/Own}}",
        ),
        ("models/a b.yml", "pet: {type: string}"),
    ]);
    let operations = description.root.operations();
    assert_eq!(
        responses(operations[0]),
        ["200: application/json &link", "404: application/json &Own"]
    );
    assert_eq!(parameters(&operations[0].query), "page: &Page");
    assert_eq!(responses(operations[1]), ["200: application/json &ABPet"]);
    assert_eq!(
        schemas(&description),
        [
            "Own = string",
            "pet = boolean",
            "Page = integer",
            "link = object {next: &link, own: &Own}",
            "ABPet = string"
        ]
    );
    assert_eq!(description.schemas[3].place, "models/link.yaml#");
    assert_eq!(operations[0].place, "paths/links.yaml#/get");
    assert_eq!(notes(&description), [""; 0]);
    // Each once, and nothing else.
    let mut once = asked.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), asked.len());
}

#[test]
fn what_cannot_be_loaded_is_noted() {
    let (description, asked) = files(&[
        (
            "api.yaml",
            "openapi: 3.0.0
info: {}
paths:
  /a: {$ref: gone.yaml}
  /b: {$ref: broken.json}
  /c: {$ref: /etc/passwd}
  /d: {$ref: 'https://example.com/d.yaml'}
  /e: {$ref: ../../e.yaml}
  /f: {get: {}}
",
        ),
        ("broken.json", "{\"get\": "),
    ]);
    assert_eq!(description.root.operations().len(), 1);
    let said = notes(&description);
    let expected = [
        "`#/paths/~1a`: the reference `gone.yaml` is left out: no such file",
        "`#/paths/~1b`: the reference `broken.json` is left out: line 1, column 8: invalid JSON: EOF while parsing a value",
        "`#/paths/~1c`: the reference `/etc/passwd` is left out: only files of the document's folder are read",
        "`#/paths/~1d`: the reference `https://example.com/d.yaml` is left out: only files of the document's folder are read",
        "`#/paths/~1e`: the reference `../../e.yaml` is left out: no such file",
    ];
    assert_eq!(said, expected);
    let mut asked = asked;
    asked.sort();
    assert_eq!(
        asked,
        ["../../e.yaml", "api.yaml", "broken.json", "gone.yaml"]
    );
    let error = openapi::read_files("api.yaml", |_| Err("no such file".to_owned())).unwrap_err();
    assert_eq!(error.to_string(), "no such file");
    assert_eq!(shown::folder(&description.root), "");
}
