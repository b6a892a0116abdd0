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
            "#[endpoint(POST, \"/links\", header = \"Accept: application/json\")] pub struct CreateLink { pub a: i64, }",
        ),
        (
            "curl -H 'Content-Type: application/json' -d '[1]' https://h/links",
            "#[endpoint(POST, \"/links\")] pub struct CreateLink { #[body] pub body: Vec<i64>, }",
        ),
        (
            "curl -H 'Content-Type: application/xml' --data-binary '<a/>' https://h/links",
            "#[endpoint(POST, \"/links\")] pub struct CreateLink { /// The media type of the body. #[header(\"Content-Type\")] pub content_type: String, #[body(Text)] pub body: String, }",
        ),
        (
            "curl -d @body.json https://h/links",
            "#[endpoint(POST, \"/links\")] pub struct CreateLink { /// The media type of the body. #[header(\"Content-Type\")] pub content_type: String, #[body(Stream)] pub body: Upload, }",
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
            "#[endpoint(GET, \"/me\", header = \"Accept: application/json\")] pub struct GetMe { #[header(\"X-Mode\")] pub x_mode: String, }",
        ),
        (
            "curl -H \"Accept: $TYPE\" https://h/me",
            "#[endpoint(GET, \"/me\")] pub struct GetMe { #[header(\"Accept\")] pub accept: String, }",
        ),
        (
            "curl 'https://h/links?tag=a&tag=b&ids[]=1&flag&f%5Bx%5D=y'",
            "#[endpoint(GET, \"/links\")] pub struct ListLinks { #[query] pub tag: Vec<String>, #[query(style = brackets)] pub ids: Vec<String>, #[query(flag)] pub flag: bool, #[query(\"f[x]\")] pub f_x: String, }",
        ),
        (
            "curl https://h/links/{a}-{b}.json",
            "#[endpoint(GET, \"/links/<a>-<b>.json\")] pub struct GetLink { pub a: String, pub b: String, }",
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
            "#[endpoint(POST, \"/links\")] pub struct CreateLink { /// The media type of the body. #[header(\"Content-Type\")] pub content_type: String, #[body(Text)] pub body: String, }",
        ),
        (
            r#"curl -F 'a="\"b\""' -F 'file=@"a;b,c.txt"' -F 'n=hi;type=text/plain;charset=utf-8' https://h/files"#,
            "#[endpoint(POST, \"/files\", body = Multipart)] pub struct CreateFile { #[part] pub a: String, #[part] pub file: Upload, #[part] pub n: String, }",
        ),
        (
            "curl -F 'f=@a,b;type=x/y' https://h/files",
            "#[endpoint(POST, \"/files\", body = Multipart)] pub struct CreateFile { #[part] pub f: Vec<Upload>, }",
        ),
        (
            "curl --json '{\"a\":' --json ' 1}' https://h/links",
            "#[endpoint(POST, \"/links\", header = \"Accept: application/json\")] pub struct CreateLink { pub a: i64, }",
        ),
        (
            "curl --json @a.json -H 'accept: text/x' https://h/links",
            "#[endpoint(POST, \"/links\", header = \"accept: text/x\")] pub struct CreateLink { /// The media type of the body. #[header(\"Content-Type\")] pub content_type: String, #[body(Stream)] pub body: Upload, }",
        ),
        (
            "curl --url-query 'a b' --url-query '+x=%20' --url-query 'c@f' https://h/links",
            "#[endpoint(GET, \"/links\")] pub struct ListLinks { #[query(\"a b\", flag)] pub a_b: bool, #[query] pub x: String, #[query] pub c: String, }",
        ),
        (
            "curl -G -d '{\"q\":1}' -d page=2 https://h/links",
            "#[endpoint(GET, \"/links\")] pub struct ListLinks { #[query(\"{\\\"q\\\":1}\", flag)] pub q_1: bool, #[query] pub page: i64, }",
        ),
        (
            "curl -d @f -d a=1 https://h/links",
            "#[endpoint(POST, \"/links\")] pub struct CreateLink { /// The media type of the body. #[header(\"Content-Type\")] pub content_type: String, #[body(Text)] pub body: String, }",
        ),
        (
            "curl --data-urlencode a@f -d b=x https://h/links",
            "#[endpoint(POST, \"/links\", body = Form)] pub struct CreateLink { pub a: String, pub b: String, }",
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

/// What a command says beyond one declaration: its calls, and the notes.
#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn calls_and_notes() {
    let tls =
        "`--ssl-no-revoke`: how the server's certificate is checked is a setting of the client";
    let retry = "`--retry-all-errors`: retries are a setting of the client";
    let connection = "`--proto`: how the connection is made is a setting of the client";
    let glob = "curl requests every URL of the glob `https://h/{a,b}/[1-3]`; the first is declared";
    let value = "`1` in the path looks like a value; `--params 1=id` makes it a parameter";
    let cases: [(&str, &[&str], &[&str]); 30] = [
        // Shell variables, in the shells that have them.
        (
            "curl \"https://h/users/$USER_ID/posts\"",
            &["GET /users/<user_id>/posts"],
            &[],
        ),
        (
            "curl https://h/users/${USER_ID}",
            &["GET /users/<user_id>"],
            &[],
        ),
        (
            "curl \"https://h/users/%USER%/posts\"",
            &["GET /users/<user>/posts"],
            &[],
        ),
        (
            "curl.exe \"https://h/users/$env:USER_ID\"",
            &["GET /users/<user_id>"],
            &[],
        ),
        (
            "curl 'https://h/odata/$metadata'",
            &["GET /odata/$metadata"],
            &[],
        ),
        ("curl \"https://h/x/$(cat id)\"", &["GET /x/<value>"], &[]),
        (
            "curl --expand-url 'https://h/{{id}}/x'",
            &["GET /<id>/x"],
            &[],
        ),
        // Brackets and globs.
        (r"curl 'https://h/a\[1\]'", &["GET /a%5B1%5D"], &[]),
        (
            "curl 'https://h/{a,b}/[1-3]'",
            &["GET /a/1"],
            &[glob, value],
        ),
        (
            "curl -g 'https://h/{a,b}/[1-3]'",
            &["GET /%7Ba,b%7D/%5B1-3%5D"],
            &[],
        ),
        ("curl https://h/a/../b/./c/..", &["GET /b/"], &[]),
        // Uploads, and several URLs.
        (
            "curl -T report.pdf https://h/dir/",
            &["PUT /dir/report.pdf"],
            &[],
        ),
        (
            "curl -T ./a/report.pdf https://h",
            &["PUT /report.pdf"],
            &[],
        ),
        (
            "curl -T report.pdf 'https://h/dir/?x=1#y'",
            &["PUT /dir/report.pdf"],
            &[],
        ),
        (
            "curl -T \"$FILE\" https://h/dir/",
            &["PUT /dir/<file>"],
            &[],
        ),
        (
            "curl -T a https://h/d/ -T b https://h/e/",
            &["PUT /d/a", "PUT /e/b"],
            &[],
        ),
        (
            "curl -T a https://h/d/ https://h/e/",
            &["PUT /d/a", "GET /e/"],
            &[],
        ),
        ("curl -T '' https://h/d/", &["GET /d/"], &[]),
        // Options.
        (
            "curl https://h/a -X PUT --next -d b=1 https://h/b",
            &["PUT /a", "POST /b"],
            &[],
        ),
        (
            "curl https://h/a -: https://h/b --next",
            &["GET /a", "GET /b"],
            &[],
        ),
        (
            "curl --ssl-no-revoke --retry-all-errors --proto =https --tcp-fastopen -4 https://h/a",
            &["GET /a"],
            &[tls, retry, connection],
        ),
        (
            "curl -sSLXPOST --no-location --no-buffer https://h/a",
            &["POST /a"],
            &["`--location`: whether redirects are followed is a setting of the client"],
        ),
        (
            "curl --heade 'X-A: 1' --data-b a=1 https://h/a",
            &["POST /a"],
            &[],
        ),
        ("curl --head https://h/a --head", &["HEAD /a"], &[]),
        (
            "curl --frobnicate https://h/a",
            &["GET /a"],
            &["`--frobnicate` is not an option of curl; it is left out"],
        ),
        (
            "curl --frobnicate 5 https://h/a",
            &["GET /a"],
            &[
                "`--frobnicate` is not an option of curl; it is left out",
                "`5` is taken for the value of an option that is not known; it is left out",
            ],
        ),
        (
            "curl -sW --dat x https://h/a",
            &["GET /a"],
            &[
                "`-W` is not an option of curl; it is left out",
                "`--dat` is not an option of curl; it is left out",
                "`x` is taken for the value of an option that is not known; it is left out",
            ],
        ),
        (
            "curl --request=PUT https://h/a",
            &["PUT /a"],
            &["curl itself takes `--request value`, not `--request=value`"],
        ),
        (
            "curl -K file https://h/a",
            &["GET /a"],
            &["`--config`: options in a file are not read"],
        ),
        // Browsers on Windows.
        (
            "curl ^\"https://h/v1?a=1^&b=2^\" ^\n  -X ^\"PUT^\" ^\n  --data-raw ^\"^{^\\^\"a^\\^\":1^}^\"",
            &["PUT /v1"],
            &[
                "the body is JSON and declared as JSON; without a `Content-Type` curl itself sends `application/x-www-form-urlencoded`",
            ],
        ),
    ];
    for (command, calls, notes) in cases {
        let imported =
            curl(command, &options()).unwrap_or_else(|error| panic!("{command}: {error}"));
        let module = &imported.files[0].text;
        let doc = |line: &str| {
            let call = line.trim().strip_prefix("/// `")?.strip_suffix('`')?;
            Some(call.to_owned())
        };
        let declared: Vec<String> = module.lines().filter_map(doc).collect();
        assert_eq!(declared, calls, "{command}");
        let said: Vec<&str> = imported
            .summary
            .notes
            .iter()
            .map(|note| {
                note.split_once(": ")
                    .map_or(note.as_str(), |(_, note)| note)
            })
            .collect();
        assert_eq!(said, notes, "{command}");
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
fn ranges() {
    for (option, expected) in [
        ("-r 4", "bytes=4-"),
        ("-r -5", "bytes=-5"),
        ("--range 1-2,5-", "bytes=1-2,5-"),
        ("-C 7", "bytes=7-"),
    ] {
        let command = format!("curl {option} https://h/me");
        let module = curl(&command, &options()).unwrap().files.remove(0).text;
        let value = format!("range: {expected:?}.to_owned()");
        assert!(module.contains(&value), "{value} in {module}");
    }
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
