//! Command lines and the declarations that they become.

use callpoint_cli::curl;

use super::{declared, options};

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn commands() {
    let cases = [
        (
            "curl https://h/links",
            "#[endpoint(GET, \"/links\")] pub struct ListLinks;",
        ),
        (
            "curl https://h",
            "#[endpoint(GET, \"/\")] pub struct GetRoot;",
        ),
        (
            "curl -XPUT https://h/api/links/:id/",
            "#[endpoint(PUT, \"/api/links/<id>/\")] pub struct UpdateLink { pub id: String, }",
        ),
        (
            "curl -X PUT https://h/api/links/{id}",
            "#[endpoint(PUT, \"/api/links/<id>\")] pub struct UpdateLink { pub id: String, }",
        ),
        (
            "curl --request=PATCH https://h/v1/links/{{id}}",
            "#[endpoint(PATCH, \"/v1/links/<id>\")] pub struct PatchLink { pub id: String, }",
        ),
        (
            "curl --request DELETE https://h/links/<id>",
            "#[endpoint(DELETE, \"/links/<id>\")] pub struct DeleteLink { pub id: String, }",
        ),
        (
            "curl -X PURGE https://h/cache",
            "#[endpoint(\"PURGE\", \"/cache\")] pub struct PurgeCache;",
        ),
        (
            "curl -I https://h/links",
            "#[endpoint(HEAD, \"/links\")] pub struct HeadLinks;",
        ),
        (
            "curl -u a:b https://h/me",
            "#[endpoint(GET, \"/me\", auth = Basic)] pub struct GetMe;",
        ),
        (
            "curl https://a:b@h/me",
            "#[endpoint(GET, \"/me\", auth = Basic)] pub struct GetMe;",
        ),
        (
            "curl -H 'Authorization: Bearer x' https://h/me",
            "#[endpoint(GET, \"/me\", auth = Bearer)] pub struct GetMe;",
        ),
        (
            "curl -H 'authorization: basic x' https://h/me",
            "#[endpoint(GET, \"/me\", auth = Basic)] pub struct GetMe;",
        ),
        (
            "curl -H 'Authorization: Token x' https://h/me",
            "#[endpoint(GET, \"/me\")] pub struct GetMe { #[header(\"Authorization\")] #[secret] pub authorization: String, }",
        ),
        (
            "curl --oauth2-bearer x https://h/me",
            "#[endpoint(GET, \"/me\", auth = Bearer)] pub struct GetMe;",
        ),
        (
            "curl -sSfvik -L --compressed -o x -w '%{http_code}' https://h/me",
            "#[endpoint(GET, \"/me\")] pub struct GetMe;",
        ),
        (
            "curl -d a=1 -d b=x https://h/links",
            "#[endpoint(POST, \"/links\", body = Form)] pub struct CreateLink { pub a: String, pub b: String, }",
        ),
        (
            "curl --data-urlencode 'q=a b' https://h/links",
            "#[endpoint(POST, \"/links\", body = Form)] pub struct CreateLink { pub q: String, }",
        ),
        (
            "curl -G -d limit=1 -d 'q=a%20b' https://h/links?x=1",
            "#[endpoint(GET, \"/links\")] pub struct ListLinks { #[query] pub x: String, #[query] pub limit: i64, #[query] pub q: String, }",
        ),
        (
            "curl --url-query a=b https://h/links",
            "#[endpoint(GET, \"/links\")] pub struct ListLinks { #[query] pub a: String, }",
        ),
        (
            "curl --json '{\"a\": 1}' https://h/links",
            "#[endpoint(POST, \"/links\")] pub struct CreateLink { pub a: i64, }",
        ),
        (
            "curl -H 'Content-Type: application/json' -d '[1]' https://h/links",
            "#[endpoint(POST, \"/links\")] pub struct CreateLink { #[body] pub body: Vec<i64>, }",
        ),
        (
            "curl -H 'Content-Type: application/xml' --data-binary '<a/>' https://h/links",
            "#[endpoint(POST, \"/links\")] pub struct CreateLink { /// What the body is. #[header(\"Content-Type\")] pub content_type: String, #[body(Text)] pub body: String, }",
        ),
        (
            "curl -d @body.json https://h/links",
            "#[endpoint(POST, \"/links\")] pub struct CreateLink { #[body(Stream)] pub body: Upload, }",
        ),
        (
            "curl -T a.zip https://h/files/:name",
            "#[endpoint(PUT, \"/files/<name>\")] pub struct UpdateFile { pub name: String, #[body(Stream)] pub body: Upload, }",
        ),
        (
            "curl -F a=1 -F 'f=@x.png;type=image/png' https://h/files",
            "#[endpoint(POST, \"/files\", body = Multipart)] pub struct CreateFile { #[part] pub a: String, #[part] pub f: Upload, }",
        ),
        (
            "curl --form-string 'a=@x' https://h/files",
            "#[endpoint(POST, \"/files\", body = Multipart)] pub struct CreateFile { #[part] pub a: String, }",
        ),
        (
            "curl -b 'a=b' -A me -e there -r 0-99 https://h/me",
            "#[endpoint(GET, \"/me\")] pub struct GetMe { #[header(\"Cookie\")] #[secret] pub cookie: String, #[header(\"User-Agent\")] pub user_agent: String, #[header(\"Referer\")] pub referer: String, #[header(\"Range\")] pub range: String, }",
        ),
        (
            "curl -H 'Accept: application/json' -H 'X-Mode: async' https://h/me",
            "#[endpoint(GET, \"/me\")] pub struct GetMe { #[header(\"X-Mode\")] pub x_mode: String, }",
        ),
        (
            "curl 'https://h/links?tag=a&tag=b&ids[]=1&flag&f%5Bx%5D=y'",
            "#[endpoint(GET, \"/links\")] pub struct ListLinks { #[query] pub tag: Vec<String>, #[query(style = brackets)] pub ids: Vec<String>, #[query(flag)] pub flag: bool, #[query(\"f[x]\")] pub f_x: String, }",
        ),
        (
            "curl https://h/links/{a}-{b}.json",
            "#[endpoint(GET, \"/links/<a_b>\")] pub struct GetLink { pub a_b: String, }",
        ),
        (
            "curl -X POST https://h/api/links/:id/refresh",
            "#[endpoint(POST, \"/api/links/<id>/refresh\")] pub struct PostLinkRefresh { pub id: String, }",
        ),
        (
            "curl -X put https://h/links/:id -d a=1",
            "#[endpoint(PUT, \"/links/<id>\", body = Form)] pub struct UpdateLink { pub id: String, pub a: String, }",
        ),
        (
            "curl --data-urlencode 'a b&c' https://h/links",
            "#[endpoint(POST, \"/links\")] pub struct CreateLink { /// What the body is. #[header(\"Content-Type\")] pub content_type: String, #[body(Text)] pub body: String, }",
        ),
        (
            "curl --header=X-A:1 --url=https://h/me",
            "#[endpoint(GET, \"/me\")] pub struct GetMe { #[header(\"X-A\")] pub x_a: String, }",
        ),
    ];
    for (command, expected) in cases {
        let imported =
            curl(command, &options()).unwrap_or_else(|error| panic!("{command}: {error}"));
        assert_eq!(declared(&imported.files[0].text), expected, "{command}");
    }
}

#[test]
fn literal_values_that_are_parameters() {
    let command = "curl -X DELETE https://h/links/0d3ffb69-f83b-456e-ad8e-208d0998d71d/members/7";
    let imported = curl(command, &options()).unwrap();
    assert_eq!(
        imported.summary.notes,
        [
            "DELETE /links/0d3ffb69-f83b-456e-ad8e-208d0998d71d/members/7: `0d3ffb69-f83b-456e-ad8e-208d0998d71d` in the path looks like a value; `--params 0d3ffb69-f83b-456e-ad8e-208d0998d71d=id` makes it a parameter",
            "DELETE /links/0d3ffb69-f83b-456e-ad8e-208d0998d71d/members/7: `7` in the path looks like a value; `--params 7=id` makes it a parameter",
        ]
    );
    let options = options()
        .param("0d3ffb69-f83b-456e-ad8e-208d0998d71d", "id")
        .param("7", "member");
    let imported = curl(command, &options).unwrap();
    let module = &imported.files[0].text;
    assert_eq!(
        declared(module),
        "#[endpoint(DELETE, \"/links/<id>/members/<member>\")] pub struct DeleteMember { pub id: String, pub member: String, }"
    );
    assert!(
        module.contains("id: \"0d3ffb69-f83b-456e-ad8e-208d0998d71d\".to_owned(),"),
        "{module}"
    );
}

#[test]
fn credentials_are_not_copied() {
    let command = "curl -b 'session=s3cr3t' -H 'X-Api-Key: s3cr3t' -H 'Authorization: Token s3cr3t' -u ann:s3cr3t 'https://h/me?api_key=s3cr3t'";
    let imported = curl(command, &callpoint_cli::Options::default()).unwrap();
    assert!(
        !imported.files[0].text.contains("s3cr3t"),
        "{}",
        imported.files[0].text
    );
    assert_eq!(imported.summary.hidden_values, 4);
}
