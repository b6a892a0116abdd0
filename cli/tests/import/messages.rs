//! Where an error's type has one field that can only be its message, the error says it.

use callpoint_cli::{Options, openapi};

/// The module of an operation whose errors are of the schema `E`, beside other schemas.
fn module(error: &str, schemas: &str) -> String {
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: getA\n      responses:\n        200: {{description: A, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Fine'}}}}}}}}\n        404: {{description: No, content: {{application/json: {{schema: {error}}}}}}}\ncomponents:\n  schemas:\n    Fine: {{type: object, properties: {{message: {{type: string}}}}}}\n{schemas}"
    );
    let imported = openapi(&document, &Options::default());
    let imported = imported.unwrap_or_else(|error| panic!("{error}: {document}"));
    imported.files[0].text.clone()
}

#[test]
fn the_message_of_an_error() {
    let e = "{$ref: '#/components/schemas/E'}";
    let list = "{type: array, items: {$ref: '#/components/schemas/E'}}";
    let text = "{type: string}";
    let cases = [
        // The names, in each spelling; what else it has does not matter.
        (
            e,
            format!("    E: {{properties: {{code: {text}, message: {text}}}}}"),
            Some("message"),
        ),
        (
            list,
            format!("    E: {{properties: {{code: {text}, message: {text}}}}}"),
            Some("message"),
        ),
        (
            e,
            format!("    E: {{properties: {{title: {text}, detail: {text}}}}}"),
            Some("detail"),
        ),
        (
            e,
            format!("    E: {{properties: {{error: {text}, error_description: {text}}}}}"),
            Some("error_description"),
        ),
        (
            e,
            format!("    E: {{required: [errorMessage], properties: {{errorMessage: {text}}}}}"),
            Some("error_message"),
        ),
        // Inside of another, or of the first of a list.
        (
            e,
            format!(
                "    E: {{properties: {{error: {{$ref: '#/components/schemas/I'}}}}}}\n    I: {{properties: {{message: {text}}}}}"
            ),
            Some("message"),
        ),
        (
            e,
            format!(
                "    E: {{properties: {{errors: {{type: array, items: {{$ref: '#/components/schemas/I'}}}}}}}}\n    I: {{properties: {{detail: {text}}}}}"
            ),
            Some("detail"),
        ),
        // Two, another kind, none, and what refers to itself.
        (
            e,
            format!("    E: {{properties: {{detail: {text}, message: {text}}}}}"),
            None,
        ),
        (
            e,
            "    E: {properties: {message: {type: integer}}}".to_owned(),
            None,
        ),
        (
            e,
            format!("    E: {{properties: {{code: {text}, error: {text}}}}}"),
            None,
        ),
        (
            e,
            "    E: {properties: {error: {$ref: '#/components/schemas/E'}}}".to_owned(),
            None,
        ),
    ];
    for (error, schemas, field) in cases {
        let module = module(error, &schemas);
        let Some(field) = field else {
            assert!(!module.contains("[message]"), "{schemas}\n{module}");
            assert!(!module.contains("ErrorMessage"), "{schemas}\n{module}");
            continue;
        };
        assert!(
            module.contains("\n    message,\n"),
            "the option: {schemas}\n{module}"
        );
        let marked = module.split("#[message]\n").skip(1);
        let marked: Vec<&str> = marked
            .filter_map(|rest| rest.split(':').next())
            .map(|name| name.trim().trim_start_matches("pub "))
            .collect();
        assert!(marked.contains(&field), "{schemas}\n{marked:?}\n{module}");
        // What is no error has none.
        let fine = module.split("pub struct Fine {").next().unwrap_or_default();
        let derive = fine.lines().rev().find(|line| line.starts_with("#[derive"));
        assert_eq!(
            derive,
            Some("#[derive(Debug, Clone, Deserialize)]"),
            "{module}"
        );
    }
}

/// What several endpoints share says it too; a module has the option where an endpoint has errors of its own.
#[test]
fn a_shared_error() {
    let document = "
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a: {get: {operationId: getA, responses: {204: {description: A}, 404: {$ref: '#/components/responses/No'}}}}
  /b: {get: {operationId: getB, responses: {204: {description: A}, 404: {$ref: '#/components/responses/No'}}}}
  /c: {get: {operationId: getC, tags: [own], responses: {204: {description: A}, 422: {$ref: '#/components/responses/No'}}}}
components:
  responses: {No: {description: No, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}}
  schemas: {Problem: {type: object, properties: {message: {type: string}}}}
";
    let imported = openapi(document, &Options::default()).unwrap();
    let module = &imported.files[0].text;
    for part in [
        "#[api(errors = ApiError)]\npub mod t {",
        "#[api(message)]\npub mod own {",
        "#[derive(Debug, ErrorSet)]\n#[message]\npub enum ApiError {",
        "#[derive(Debug, Clone, Deserialize, callpoint::ErrorMessage)]\npub struct Problem {\n    #[message]\n    pub message: Option<String>,\n}",
    ] {
        assert!(module.contains(part), "{part}\n{module}");
    }
}
