//! Operations: paths, folders, servers, credentials, responses, callbacks.

use callpoint_documents::description::{Link, ServerVariable};

use crate::shown::{self, notes, one, path, read, responses};

/// A document of 3.x with an operation.
fn document(operation: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: T}}\npaths:\n  /a:\n    get:\n      {operation}")
}

#[test]
fn paths_become_templates() {
    let id = "{name: id, in: path, required: true, schema: {type: string}}";
    let cases = [
        ("/", "", "", ""),
        ("/links", "", "/links", ""),
        ("/links/", "", "/links/", ""),
        ("/links/{id}", id, "/links/<id!: string>", ""),
        ("/links/{ID}", id, "/links/<id!: string>", ""),
        ("/links/:id", id, "/links/<id!: string>", ""),
        ("/_:id", "", "/_:id", ""),
        ("/links/:all:batch", "", "/links/:all:batch", ""),
        (
            "/a/{id}.{ext}",
            &format!("{id}, {{name: ext, in: path}}"),
            "/a/<id!: string>.<ext!>",
            "",
        ),
        ("/a/{id}/b{id}c", id, "/a/<id!: string>/b<id!: string>c", ""),
        ("/a b/ü/%20", "", "/a%20b/%C3%BC/%20", ""),
        ("/files/{id+}", id, "/files/<id!: string Segments>", ""),
        // What follows a question mark is sent in the query.
        ("/a?x=1&y=b c", "", "/a", "x! fixed = 1, y! fixed = b%20c"),
        ("/a?q={id}", id, "/a", "q!: string"),
        ("/a?flag", "", "/a", "flag! Query(KeyAlone) fixed"),
        ("/a{?x,y*}", "", "/a", "x, y"),
        // A fragment is not sent.
        ("/#X-Amz-Target=A.B", "", "", ""),
    ];
    for (text, parameters, expected, query) in cases {
        let operation = one(&format!(
            "openapi: 3.0.0\ninfo: {{}}\npaths:\n  '{text}':\n    get: {{parameters: [{parameters}]}}"
        ));
        assert_eq!(path(&operation), expected, "{text}");
        assert_eq!(shown::parameters(&operation.query), query, "{text}");
    }
}

#[test]
fn methods_of_all_versions() {
    let description = read(
        "openapi: 3.2.0
info: {}
paths:
  x-internal: {get: {}}
  /a:
    get: {}
    PUT: {}
    query: {}
    additionalOperations: {COPY: {}, purge: {}}
    x-own: {}
    head: {}
    fetch: {}
",
    );
    let operations = description.root.operations();
    let methods: Vec<&str> = operations
        .iter()
        .map(|operation| operation.method.as_str())
        .collect();
    assert_eq!(methods, ["GET", "PUT", "QUERY", "COPY", "purge", "HEAD"]);
    assert_eq!(operations[3].place, "#/paths/~1a/additionalOperations/COPY");
    assert_eq!(
        notes(&description),
        ["`#/paths/~1a/fetch`: it is no method, and nothing else that a path has"]
    );
}

#[test]
fn what_an_operation_says() {
    let operation = one(&document(
        "operationId: listLinks
      summary: Lists links.
      description: All of them.
      externalDocs: {url: 'https://example.com/a', description: the guide}
      deprecated: true
      tags: [links, more]
      x-page: {by: cursor}",
    ));
    assert_eq!(operation.id.as_deref(), Some("listLinks"));
    assert_eq!(operation.name.as_deref(), Some("Lists links."));
    assert_eq!(
        operation.doc,
        "Lists links.\n\nAll of them.\n\nSee [the guide](<https://example.com/a>)."
    );
    assert!(operation.deprecated);
    assert_eq!(operation.tags, ["more"]);
    assert_eq!(operation.place, "#/paths/~1a/get");
    let extensions = callpoint_documents::Value::from(operation.extensions.clone());
    assert_eq!(extensions.to_string(), r#"{"x-page":{"by":"cursor"}}"#);

    let docs = [
        ("summary: A", "A"),
        ("description: A", "A"),
        (
            "summary: A.\n      description: A. And more.",
            "A. And more.",
        ),
        ("deprecated: false", ""),
    ];
    for (text, expected) in docs {
        assert_eq!(one(&document(text)).doc, expected, "{text}");
    }
}

#[test]
fn tags_become_folders() {
    let operations = "
paths:
  /a: {get: {operationId: a, tags: [one]}}
  /b: {get: {operationId: b}}
  /c: {get: {operationId: c, tags: [two, one]}}
  /d: {get: {operationId: d, tags: [one]}}
  /e: {get: {operationId: e, tags: ['']}}
";
    let cases = [
        ("", "one[a d] two[c] b e"),
        (
            "tags: [{name: two}, {name: none}, {name: two}]",
            "two[c] one[a d] b e",
        ),
        (
            "tags: [{name: one, parent: two}, {name: two}]",
            "two[c one[a d]] b e",
        ),
        // Tags in a circle, and a parent that is not there.
        (
            "tags: [{name: one, parent: two}, {name: two, parent: one}]",
            "one[a d] two[c] b e",
        ),
        ("tags: [{name: one, parent: three}]", "one[a d] two[c] b e"),
    ];
    for (tags, expected) in cases {
        let description = read(&format!("openapi: 3.2.0\ninfo: {{}}\n{tags}{operations}"));
        assert_eq!(shown::folder(&description.root), expected, "{tags}");
    }
    let description = read(
        "openapi: 3.0.0\ninfo: {}\ntags: [{name: a, description: About a., externalDocs: {url: u}}]\npaths: {/a: {get: {tags: [a]}}}",
    );
    let callpoint_documents::description::Entry::Folder(folder) = &description.root.entries[0]
    else {
        panic!("a folder")
    };
    assert_eq!(folder.doc, "About a.\n\nSee [u](<u>).");
}

#[test]
fn servers() {
    let cases = [
        (
            "openapi: 3.0.0\nservers: [{url: 'https://a/v1/'}, {url: /}]",
            vec!["https://a/v1"],
        ),
        ("openapi: 3.0.0", vec![]),
        (
            "swagger: '2.0'\nhost: a.com\nbasePath: /v1/\nschemes: [http, https]",
            vec!["https://a.com/v1", "http://a.com/v1"],
        ),
        ("swagger: 2.0\nhost: a.com", vec!["https://a.com"]),
        ("swagger: '2.0'\nbasePath: /v1", vec!["/v1"]),
        (
            "swagger: '2.0'\nhost: 'http://a.com/'\nbasePath: /",
            vec!["http://a.com"],
        ),
    ];
    for (head, expected) in cases {
        let description = read(&format!("{head}\ninfo: {{}}\npaths: {{}}"));
        let urls: Vec<&str> = description
            .servers
            .iter()
            .map(|server| server.url.as_str())
            .collect();
        assert_eq!(urls, expected, "{head}");
    }
    let description = read(
        "openapi: 3.0.0
info: {}
servers: [{url: 'https://{region}.a.com', description: All., variables: {region: {default: eu, enum: [eu, us], description: Where.}}}]
paths:
  /a:
    servers: [{url: https://b}]
    get: {}
    post: {servers: [{url: https://c}]}
  /d: {get: {}}
",
    );
    let mut region = ServerVariable::default();
    region.name = "region".to_owned();
    region.default = "eu".to_owned();
    region.values = vec!["eu".to_owned(), "us".to_owned()];
    region.doc = "Where.".to_owned();
    assert_eq!(description.servers[0].variables, [region]);
    assert_eq!(description.servers[0].doc, "All.");
    let operations = description.root.operations();
    let bases: Vec<&str> = operations
        .iter()
        .map(|operation| operation.base())
        .collect();
    assert_eq!(bases, ["https://b", "https://c", ""]);
    let swagger = one(
        "swagger: '2.0'\ninfo: {}\nhost: a.com\nschemes: [https]\npaths: {/a: {get: {schemes: [http]}}}",
    );
    assert_eq!(swagger.base(), "http://a.com");
}

#[test]
fn credentials() {
    let schemes = "
    basic: {type: http, scheme: Basic}
    token: {type: http, scheme: bearer, bearerFormat: JWT}
    digest: {type: http, scheme: digest}
    key: {type: apiKey, in: query, name: key}
    oauth: {type: oauth2, description: Long., flows: {clientCredentials: {tokenUrl: https://t, scopes: {a: A, b: B}}, implicit: {}}}
    oidc: {type: openIdConnect, openIdConnectUrl: https://o}
    tls: {type: mutualTLS}";
    let cases = [
        ("[]", "none"),
        ("[{}]", "none"),
        ("[{basic: []}]", "basic=Basic"),
        ("[{token: []}]", "token=Bearer(Some(\"JWT\"))"),
        ("[{digest: []}]", "digest=Other(\"digest\")"),
        (
            "[{key: []}, {}]",
            "key=ApiKey { location: Some(Query), name: Some(\"key\") } | ",
        ),
        (
            "[{basic: [], oauth: [a, b]}, {tls: []}]",
            "basic=Basic & oauth=OAuth2(2) a+b | tls=MutualTls",
        ),
        ("[{oidc: [x]}]", "oidc=OpenIdConnect(\"https://o\") x"),
        (
            "[{'#/components/securitySchemes/basic': []}]",
            "basic=Basic",
        ),
    ];
    for (text, expected) in cases {
        let of_operation = format!(
            "openapi: 3.1.0\ninfo: {{}}\npaths: {{/a: {{get: {{security: {text}}}}}}}\ncomponents:\n  securitySchemes:{schemes}"
        );
        assert_eq!(
            shown::security(&one(&of_operation).security),
            expected,
            "{text}"
        );
        let of_document = format!(
            "openapi: 3.1.0\ninfo: {{}}\nsecurity: {text}\npaths: {{/a: {{get: {{}}}}}}\ncomponents:\n  securitySchemes:{schemes}"
        );
        assert_eq!(
            shown::security(&one(&of_document).security),
            expected,
            "{text}"
        );
        assert_eq!(read(&of_document).security_schemes.len(), 7);
    }
    let swagger = "swagger: '2.0'
info: {}
securityDefinitions:
  b: {type: basic}
  k: {type: apiKey, in: header, name: X-Key}
  o: {type: oauth2, flow: accessCode, authorizationUrl: https://a, tokenUrl: https://t, scopes: {r: Read}}
paths: {/a: {get: {security: [{b: []}, {k: []}, {o: [r]}]}}}";
    assert_eq!(
        shown::security(&one(swagger).security),
        "b=Basic | k=ApiKey { location: Some(Header), name: Some(\"X-Key\") } | o=OAuth2(1) r"
    );
    assert_eq!(
        shown::security(&one(&document("summary: x")).security),
        "unspecified"
    );

    let description = read(&document("security: [{gone: []}, 5]"));
    assert_eq!(
        shown::security(&description.root.operations()[0].security),
        "unspecified"
    );
    assert_eq!(
        notes(&description),
        [
            "`#/paths/~1a/get/security/0`: the security scheme `gone` is not defined; it is left out",
            "`#/paths/~1a/get/security/1`: expected an object, found a number",
        ]
    );
}

#[test]
fn responses_by_status() {
    let cases = [
        ("{200: {description: x}}", vec!["200"]),
        (
            "{'200': {}, 4XX: {}, 5xx: {}, default: {}}",
            vec!["200", "4XX", "5XX", "default"],
        ),
        (
            "{200: {headers: {X-Left: {required: true, schema: {type: integer}}, content-type: {}, X-B: {schema: {type: string}}}}}",
            vec!["200 [X-Left!: integer, X-B: string]"],
        ),
        (
            "{200: {content: {application/json: {schema: {type: string}}, text/plain: {}}}}",
            vec!["200: application/json string | text/plain"],
        ),
        ("{200: Fine.}", vec!["200"]),
        ("{x-own: 5, 200: {}}", vec!["200"]),
    ];
    for (text, expected) in cases {
        let operation = one(&document(&format!("responses: {text}")));
        assert_eq!(responses(&operation), expected, "{text}");
    }
    let description = read(&document(
        "responses: {ok: {}, 200: 5, 2XX: {}, 2xx: {}, '0200': {}, 700: {}}",
    ));
    assert_eq!(responses(description.root.operations()[0]), ["200", "2XX"]);
    let at = "#/paths/~1a/get/responses";
    assert_eq!(
        notes(&description),
        [
            format!("`{at}/ok`: the response is left out: `ok` is no status"),
            format!("`{at}/200`: expected a response, found a number"),
            format!("`{at}/2xx`: the response for 2XX is declared twice; the first one counts"),
            format!("`{at}/0200`: the response is left out: `0200` is no status"),
            format!("`{at}/700`: the response is left out: `700` is no status"),
        ]
    );
}

#[test]
fn links_callbacks_and_webhooks() {
    let description = read(
        "openapi: 3.1.0
info: {}
paths:
  /a:
    post:
      responses:
        201:
          links:
            self: {operationId: getA, parameters: {id: $response.body#/id, n: 5}, description: It.}
            gone: {}
      callbacks:
        done:
          '{$request.body#/url}':
            post: {requestBody: {content: {application/json: {schema: {type: string}}}}, callbacks: {more: {}}}
        x-own: 5
webhooks:
  changed: {post: {summary: It changed.}}
",
    );
    let operations = description.root.operations();
    let mut link = Link::default();
    link.name = "self".to_owned();
    link.operation = "getA".to_owned();
    link.parameters = vec![
        ("id".to_owned(), "$response.body#/id".to_owned()),
        ("n".to_owned(), "5".to_owned()),
    ];
    link.doc = "It.".to_owned();
    assert_eq!(operations[0].responses[0].links, [link]);
    let [done] = &operations[0].callbacks[..] else {
        panic!("one callback")
    };
    assert_eq!(
        (done.name.as_str(), done.url.as_str()),
        ("done", "{$request.body#/url}")
    );
    assert_eq!(done.operation.method, "POST");
    let body = done.operation.body.as_ref().unwrap();
    assert_eq!(shown::contents(&body.contents), "application/json string");
    let [changed] = &description.webhooks[..] else {
        panic!("one webhook")
    };
    assert_eq!(
        (changed.name.as_str(), changed.operation.doc.as_str()),
        ("changed", "It changed.")
    );
    assert_eq!(
        done.operation.notes,
        [
            "`#/paths/~1a/post/callbacks/done/{$request.body#~1url}/post/callbacks`: callbacks of a callback are left out"
        ]
    );
    assert_eq!(
        notes(&description),
        ["`#/paths/~1a/post/responses/201/links/gone`: the link leads to no operation"]
    );
}

#[test]
fn identifiers_that_are_not_unique_are_noted() {
    let description = read(
        "openapi: 3.0.0\ninfo: {}\npaths: {/a: {get: {operationId: x}}, /b: {get: {operationId: x}}}",
    );
    assert_eq!(
        notes(&description),
        ["`#/paths/~1b/get`: `#/paths/~1a/get` has the `operationId` `x` too"]
    );
}

#[test]
fn one_invalid_operation_leaves_the_others() {
    let description = read(
        "openapi: 3.0.0
info: {}
paths:
  /a: {get: 5, put: {operationId: a}}
  /b: 7
  /c: {parameters: 3, get: {operationId: c, responses: 5, security: x, servers: y}}
  /d: {get: {operationId: d, parameters: [{in: query}, {name: x}, 4, {$ref: '#/gone'}, {name: q, in: query}]}}
",
    );
    assert_eq!(shown::folder(&description.root), "a c d");
    assert_eq!(
        shown::parameters(&description.root.operations()[2].query),
        "q"
    );
    assert_eq!(
        notes(&description),
        [
            "`#/paths/~1a/get`: expected an operation, found a number",
            "`#/paths/~1b`: expected an object, found a number",
            "`#/paths/~1c/get/servers`: expected an array, found a string",
            "`#/paths/~1c/get/security`: expected an array, found a string",
            "`#/paths/~1c/parameters`: expected an array, found a number",
            "`#/paths/~1c/get/responses`: expected an object, found a number",
            "`#/paths/~1d/get/parameters/0`: the parameter is left out: it has no name",
            "`#/paths/~1d/get/parameters/1`: the parameter is left out: it has no `in` that is known",
            "`#/paths/~1d/get/parameters/2`: expected a parameter, found a number",
            "`#/paths/~1d/get/parameters/3`: the reference `#/gone` is left out: it does not exist",
        ]
    );
}
