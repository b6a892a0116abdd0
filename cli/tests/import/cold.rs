//! What a person would have written, where the document has it otherwise.

use callpoint_cli::{Options, openapi};

fn import(document: &str, options: &Options) -> String {
    openapi(document, options).unwrap().files[0].text.clone()
}

/// A document with paths and components on a line each.
fn document(paths: &str, schemas: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\npaths:\n{paths}\ncomponents:\n  schemas:\n{schemas}\n"
    )
}

const THING: &str = "    Thing: {type: object, required: [id], properties: {id: {type: string}}}";

fn get(id: &str, tag: &str, schema: &str) -> String {
    format!(
        "  /{id}: {{get: {{operationId: {id:?}, tags: [{tag}], responses: {{'200': {{description: OK, content: {{application/json: {{schema: {schema}}}}}}}}}}}}}\n"
    )
}

#[test]
fn names_do_not_repeat_their_module() {
    let thing = "{$ref: '#/components/schemas/Thing'}";
    let paths: String = [
        "things/list",
        "things/list-parts",
        "things.create",
        "listAll",
    ]
    .iter()
    .map(|id| get(id, "things", thing))
    .collect();
    let text = import(&document(&paths, THING), &Options::default());
    for name in ["ListThings", "ListParts", "CreateThing", "ListAll"] {
        assert!(text.contains(&format!("pub struct {name};")), "{text}");
    }
    // A module of which nothing is said has no docs.
    assert!(!text.contains("The calls of"), "{text}");
}

#[test]
fn a_body_of_several_operations_is_called_after_what_it_is() {
    let cases = [
        (
            "{type: object, properties: {success: {type: boolean}}}",
            "SuccessResponse",
        ),
        (
            "{type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}",
            "ThingList",
        ),
        (
            "{type: object, properties: {data: {$ref: '#/components/schemas/Thing'}}}",
            "ThingResponse",
        ),
        (
            "{type: object, properties: {a: {type: string}, b: {type: string}}}",
            "ThingsResponse",
        ),
    ];
    for (schema, name) in cases {
        let paths = get("getThingsForTag", "t", schema) + &get("getThingsForUser", "t", schema);
        let text = import(&document(&paths, THING), &Options::default());
        let uses = text.matches(&format!("200 => {name})")).count();
        assert_eq!(uses, 2, "{name}: {text}");
    }
}

#[test]
fn what_can_be_expanded_is_its_id_by_choice() {
    let schemas = format!(
        "{THING}
    Charge:
      type: object
      required: [thing, other]
      properties:
        thing: {{anyOf: [{{type: string, maxLength: 5000}}, {{$ref: '#/components/schemas/Thing'}}], x-expansionResources: {{oneOf: [{{$ref: '#/components/schemas/Thing'}}]}}}}
        other: {{anyOf: [{{type: string}}, {{$ref: '#/components/schemas/Thing'}}], nullable: true, x-expansionResources: {{}}}}"
    );
    let paths = get(
        "getCharge",
        "charges",
        "{$ref: '#/components/schemas/Charge'}",
    );
    let document = document(&paths, &schemas);
    let text = import(&document, &Options::default());
    assert!(text.contains("pub struct Thing {"), "{text}");
    let text = import(&document, &Options::default().expandable_ids(true));
    assert!(!text.contains("Thing"), "{text}");
    assert!(text.contains("pub thing: String,"), "{text}");
    assert!(text.contains("pub other: Option<String>,"), "{text}");

    // In a response without a name, and as the items of a list.
    let paths = get(
        "getCharge",
        "charges",
        "{type: object, required: [all], properties: {all: {type: array, items: {anyOf: [{type: string}, {$ref: '#/components/schemas/Thing'}], x-expansionResources: {}}}}}",
    );
    let document = self::document(&paths, THING);
    let text = import(&document, &Options::default().expandable_ids(true));
    assert!(!text.contains("Thing"), "{text}");
    assert!(text.contains("all: Vec<String>"), "{text}");
}

#[test]
fn other_names_that_every_object_allows_are_no_field() {
    let object = |name: &str, more: &str| {
        format!("    {name}: {{type: object, properties: {{id: {{type: string}}}}{more}}}\n")
    };
    let open = ", additionalProperties: true";
    let cases = [
        // Six of seven, and two of seven.
        ([open, open, open, open, open, open, ""], 0),
        ([open, open, "", "", "", "", ""], 2),
        // With a type, they are meant.
        (
            [
                open,
                open,
                open,
                open,
                open,
                open,
                ", additionalProperties: {type: string}",
            ],
            1,
        ),
    ];
    for (more, expected) in cases {
        let names = ["A", "B", "C", "D", "E", "F", "G"];
        let schemas: String = names
            .iter()
            .zip(more)
            .map(|(name, more)| object(name, more))
            .collect();
        let paths: String = names
            .iter()
            .map(|name| {
                get(
                    &format!("get{name}"),
                    "t",
                    &format!("{{$ref: '#/components/schemas/{name}'}}"),
                )
            })
            .collect();
        let text = import(&document(&paths, &schemas), &Options::default());
        assert_eq!(text.matches("pub other:").count(), expected, "{text}");
    }
}
