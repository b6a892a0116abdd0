//! Parts of a multipart form by their media types.

use callpoint_cli::{Options, openapi};

#[test]
fn the_media_type_of_a_part() {
    let text = "{type: string}";
    let binary = "{type: string, format: binary}";
    let object = "{type: object, properties: {b: {type: string}}}";
    let cases = [
        // An upload has a media type of its own, which its docs name.
        (
            binary,
            "image/png, image/jpeg",
            "/// Its media type is one of `image/png, image/jpeg`.\n    #[part]\n    pub a: Option<Upload>,",
        ),
        (
            binary,
            "image/png",
            "/// Its media type is `image/png`.\n    #[part]\n    pub a: Option<Upload>,",
        ),
        (
            binary,
            "application/octet-stream",
            "{\n    #[part]\n    pub a: Option<Upload>,",
        ),
        // Text is sent as `text/plain`.
        (
            text,
            "text/csv",
            "/// Its media type is `text/csv`.\n    #[part]\n    pub a: Option<Upload>,",
        ),
        (
            text,
            "text/plain; charset=utf-8",
            "{\n    #[part]\n    pub a: Option<String>,",
        ),
        (
            text,
            "application/json",
            "{\n    #[part(Json)]\n    pub a: Option<String>,",
        ),
        (
            object,
            "application/json",
            "#[part(Json)]\n    pub a: Option<",
        ),
    ];
    for (schema, media_type, expected) in cases {
        let document = format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    post:\n      operationId: sendA\n      requestBody:\n        required: true\n        content:\n          multipart/form-data:\n            schema: {{type: object, properties: {{a: {schema}}}}}\n            encoding: {{a: {{contentType: '{media_type}'}}}}\n      responses: {{204: {{description: A}}}}\n"
        );
        let imported = openapi(&document, &Options::default()).unwrap();
        let module = &imported.files[0].text;
        assert!(
            module.contains(expected),
            "{schema} {media_type}:\n{module}"
        );
    }
}
