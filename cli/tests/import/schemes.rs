//! Schemes with types of their own, whatever the document calls them.

use callpoint_cli::openapi;

use super::options;

/// The `auth` and the schemes of an operation that requires all of these together.
fn declared(schemes: &[(&str, &str)]) -> (String, Vec<String>) {
    let required: Vec<String> = schemes
        .iter()
        .map(|(name, _)| format!("\"{name}\": []"))
        .collect();
    let defined: Vec<String> = schemes
        .iter()
        .map(|(name, scheme)| format!("\"{name}\": {{{scheme}}}"))
        .collect();
    let document = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{"/x": {{"get": {{"operationId": "a",
        "security": [{{{}}}], "responses": {{"204": {{"description": "-"}}}}}}}}}}, "components": {{"securitySchemes": {{{}}}}}}}"#,
        required.join(", "),
        defined.join(", ")
    );
    let module = openapi(&document, &options()).unwrap().files.remove(0).text;
    let auth = module
        .split("auth = ")
        .nth(1)
        .and_then(|rest| rest.split([',', ')']).next());
    let kinds = module.lines().zip(module.lines().skip(1));
    let mut found = Vec::new();
    for (kind, name) in kinds {
        if kind.starts_with("#[scheme(") {
            found.push(format!("{kind} {name}"));
        }
    }
    (auth.unwrap_or_default().to_owned(), found)
}

/// The schemes of a document, what `auth` says, and what is declared.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a [&'a str]);

#[test]
fn names_that_mean_something_else() {
    let header = r#""type": "apiKey", "in": "header", "name": "X-Key""#;
    let query = r#""type": "apiKey", "in": "query", "name": "k\"ey""#;
    let cookie = r#""type": "apiKey", "in": "cookie", "name": "session""#;
    let cases: [Case<'_>; 4] = [
        // The runtime's own, a keyword, and what is no identifier: the name of what is sent says more.
        (
            &[("ApiKey", header), ("Self", query), ("🔑", cookie)],
            "XKey + KEy + Session",
            &[
                "#[scheme(header = \"X-Key\")] pub struct XKey;",
                "#[scheme(query = \"k\\\"ey\")] pub struct KEy;",
                "#[scheme(cookie = \"session\")] pub struct Session;",
            ],
        ),
        // Two that would have one name.
        (
            &[("app-key", header), ("app_key", query)],
            "AppKey + KEy",
            &[
                "#[scheme(header = \"X-Key\")] pub struct AppKey;",
                "#[scheme(query = \"k\\\"ey\")] pub struct KEy;",
            ],
        ),
        // One key under two names is one scheme, and the plain one.
        (&[("a", header), ("b", header)], "ApiKey", &[]),
        // A name that cannot travel is left to the client.
        (
            &[("a", r#""type": "apiKey", "in": "header", "name": "X Key""#)],
            "ApiKey",
            &[],
        ),
    ];
    for (schemes, auth, declarations) in cases {
        let (found, kinds) = declared(schemes);
        assert_eq!(
            (found.as_str(), kinds),
            (
                auth,
                declarations.iter().map(|one| (*one).to_owned()).collect()
            )
        );
    }
}
