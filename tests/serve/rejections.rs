//! What no value of a struct sends is rejected, with the part of the request and without its value.

use bytes::Bytes;
use callpoint::endpoint;
use callpoint::serve::{RejectionKind, Serve};
use http::Request;

use super::parameters::{Filter, Kind, Owner};

#[endpoint(PUT, "/a/<id>/<lat>,<lon>/<list>?v=1&<page>", serve, header = "X-Version: 2", 204 => ())]
#[derive(Debug)]
struct Strict {
    id: u8,
    lat: String,
    lon: String,
    #[path(style = matrix)]
    list: Vec<u8>,
    page: Option<u8>,
    #[query]
    kind: Option<Kind>,
    #[query(style = csv)]
    csv: Vec<u8>,
    #[query(style = deep)]
    filter: Option<Filter>,
    #[query(Json)]
    json: Option<Owner>,
    #[query(flag)]
    dry: bool,
    #[query(Display)]
    number: Option<i16>,
    #[header("X-Mode")]
    mode: Option<Kind>,
    #[cookie("c")]
    cookie: Option<u8>,
    name: String,
    owners: Vec<Owner>,
}

#[endpoint(POST, "/<rest..>", serve, body = Multipart, 204 => ())]
#[derive(Debug)]
struct Parts {
    rest: String,
    #[part]
    number: u8,
    #[part(Json)]
    owner: Option<Owner>,
}

const BODY: &str = r#"{"name": "secret", "owners": []}"#;

fn request(target: &str, headers: &[(&str, &str)], body: &str) -> Request<Bytes> {
    let mut request = Request::put(format!("https://api.example.com/v1{target}"));
    let own = |name: &str| headers.iter().any(|(known, _)| *known == name);
    for (name, value) in [("x-version", "2"), ("content-type", "application/json")] {
        if !own(name) {
            request = request.header(name, value);
        }
    }
    for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
        request = request.header(*name, *value);
    }
    request
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap()
}

#[test]
fn the_part_is_named() {
    use RejectionKind::{Body, Cookie, Header, Path, Query, Target};
    let path = "/a/1/x,y/;list=1";
    let cases: &[(&str, &str, &[(&str, &str)], &str, RejectionKind, &str)] = &[
        ("/b", "", &[], BODY, Target, ""),
        ("/a/1/x,y/;list=1/", "", &[], BODY, Target, ""),
        ("/a/1/x/;list=1", "", &[], BODY, Target, ""),
        ("/a/1/x,y/1", "", &[], BODY, Target, ""),
        ("/a/256/x,y/;list=1", "", &[], BODY, Path, "id"),
        ("/a//x,y/;list=1", "", &[], BODY, Path, "id"),
        ("/a/./x,y/;list=1", "", &[], BODY, Path, "id"),
        ("/a/%2e%2E/x,y/;list=1", "", &[], BODY, Path, "id"),
        ("/a/%252e/x,y/;list=1", "", &[], BODY, Path, "id"),
        ("/a/%ff/x,y/;list=1", "", &[], BODY, Path, "id"),
        ("/a/1/x%0a,y/;list=1", "", &[], BODY, Path, "lat"),
        ("/a/1/x,y,z/;list=1", "", &[], BODY, Path, "lon"),
        ("/a/1/x%2Cy,z/;list=1", "", &[], BODY, Path, "lon"),
        ("/a/1/x,/;list=1", "", &[], BODY, Path, "lon"),
        ("/a/1/x,y/;list=1,z", "", &[], BODY, Path, "list"),
        ("/a/1/x,y/;list=", "", &[], BODY, Path, "list"),
        (path, "page=x", &[], BODY, Query, "page"),
        (path, "page=-1", &[], BODY, Query, "page"),
        (path, "page=1&page=2", &[], BODY, Query, "page"),
        (path, "page=%ff", &[], BODY, Query, "page"),
        (path, "kind=weekly", &[], BODY, Query, "kind"),
        (path, "csv=1,x", &[], BODY, Query, "csv"),
        (path, "csv=1&csv=2", &[], BODY, Query, "csv"),
        (path, "filter[limit]=x", &[], BODY, Query, "filter"),
        (path, "filter[status]=x", &[], BODY, Query, "filter"),
        (
            path,
            "filter[limit]=1&filter[limit][a]=1",
            &[],
            BODY,
            Query,
            "filter",
        ),
        (path, "json=%7B%7D", &[], BODY, Query, "json"),
        (path, "json=x", &[], BODY, Query, "json"),
        (path, "dry=true", &[], BODY, Query, "dry"),
        (path, "number=x", &[], BODY, Query, "number"),
        (path, "", &[("x-version", "3")], BODY, Header, "x-version"),
        (path, "", &[("x-version", "")], BODY, Header, "x-version"),
        (path, "", &[("x-mode", "x")], BODY, Header, "x-mode"),
        (path, "", &[("x-mode", "é")], BODY, Header, "x-mode"),
        (path, "", &[("cookie", "c=x")], BODY, Cookie, "c"),
        (path, "", &[("cookie", "c=1; c=2")], BODY, Cookie, "c"),
        (path, "", &[], "", Body, ""),
        (path, "", &[], "{}", Body, ""),
        (path, "", &[], "null", Body, ""),
        (path, "", &[], r#"{"name": 1, "owners": []}"#, Body, "name"),
        (
            path,
            "",
            &[],
            r#"{"name": "", "owners": [{"name": "", "kind": "x"}]}"#,
            Body,
            "owners[0].kind",
        ),
        (path, "", &[("content-type", "text/html")], BODY, Body, ""),
    ];
    for (path, query, headers, body, kind, name) in cases {
        let target = format!("{path}?v=1&{query}");
        let request = request(&target, headers, body);
        let rejection = Strict::from_request(&request, "/v1").expect_err(&target);
        assert_eq!(
            (rejection.kind(), rejection.name()),
            (*kind, *name),
            "{target}: {rejection}"
        );
        assert!(!rejection.to_string().contains("secret"), "{rejection}");
    }
    let right = request(&format!("{path}?v=1"), &[], BODY);
    assert!(Strict::from_request(&right, "/v1").is_ok());
    assert!(Strict::from_request(&right, "/v1/").is_ok());
    assert!(Strict::from_request(&right, "").is_err());
    let without = request(path, &[], BODY);
    let rejection = Strict::from_request(&without, "/v1").unwrap_err();
    assert_eq!((rejection.kind(), rejection.name()), (Query, "v"));
}

#[test]
fn words() {
    let cases = [
        (
            "page=secret",
            BODY,
            "query parameter `page`: expected an integer within 0..=255",
        ),
        (
            "page=256",
            BODY,
            "query parameter `page`: expected an integer within 0..=255",
        ),
        (
            "kind=secret",
            BODY,
            "query parameter `kind`: unknown variant, expected `on-demand` or `daily`",
        ),
        (
            "page=1&page=2",
            BODY,
            "query parameter `page`: there is more than one value",
        ),
        (
            "filter[limit]=secret",
            BODY,
            "query parameter `filter`: at limit: expected an integer within 0..=4294967295",
        ),
        (
            "filter[status]=",
            BODY,
            "query parameter `filter`: missing field `limit`",
        ),
        ("", "{\"name\": \"secret\"}", "body: missing field `owners`"),
        ("", "secret", "body: invalid JSON at line 1 column 1"),
    ];
    for (query, body, expected) in cases {
        let request = request(&format!("/a/1/x,y/;list=1?v=1&{query}"), &[], body);
        let rejection = Strict::from_request(&request, "/v1").expect_err(expected);
        let words = rejection.to_string();
        let prefix = "PUT /a/<id>/<lat>,<lon>/<list>?v=1&<page>: ";
        assert_eq!(words.strip_prefix(prefix), Some(expected));
    }
}

#[test]
fn hostile_forms() {
    let start = "--b\r\nContent-Disposition: form-data; name=\"number\"\r\n\r\n";
    let cases = [
        (
            "multipart/form-data",
            String::new(),
            RejectionKind::Body,
            "",
        ),
        (
            "multipart/form-data; boundary=",
            String::new(),
            RejectionKind::Body,
            "",
        ),
        (
            "multipart/form-data; boundary=b",
            String::new(),
            RejectionKind::Body,
            "",
        ),
        (
            "multipart/form-data; boundary=b",
            "--b".to_owned(),
            RejectionKind::Body,
            "",
        ),
        (
            "multipart/form-data; boundary=b",
            "--b\r\n".to_owned(),
            RejectionKind::Body,
            "",
        ),
        (
            "multipart/form-data; boundary=b",
            "--b\r\n\r\n\r\n--b--".to_owned(),
            RejectionKind::Body,
            "",
        ),
        (
            "multipart/form-data; boundary=b",
            format!("{start}1"),
            RejectionKind::Body,
            "",
        ),
        (
            "multipart/form-data; boundary=b",
            format!("{start}1\r\n--bx"),
            RejectionKind::Body,
            "",
        ),
        (
            "multipart/form-data; boundary=b",
            "--b--".to_owned(),
            RejectionKind::Part,
            "number",
        ),
        (
            "multipart/form-data; boundary=b",
            format!("{start}x\r\n--b--"),
            RejectionKind::Part,
            "number",
        ),
        (
            "multipart/form-data; boundary=b",
            format!("{start}\r\n--b--"),
            RejectionKind::Part,
            "number",
        ),
        (
            "multipart/form-data; boundary=b",
            format!("{start}1\r\n{start}2\r\n--b--"),
            RejectionKind::Part,
            "number",
        ),
        (
            "multipart/form-data; boundary=b",
            format!(
                "{start}1\r\n{}{{}}\r\n--b--",
                start.replace("number", "owner")
            ),
            RejectionKind::Part,
            "owner",
        ),
    ];
    for (content_type, body, kind, name) in cases {
        let request = Request::post("/a/b").header("content-type", content_type);
        let request = request.body(Bytes::from(body.clone())).unwrap();
        let rejection = Parts::from_request(&request, "").expect_err(&body);
        assert_eq!(
            (rejection.kind(), rejection.name()),
            (kind, name),
            "{body:?}: {rejection}"
        );
    }
    let request =
        Request::post("/a/b").header("content-type", "multipart/form-data; boundary=\"b\"; x=1");
    let request = request
        .body(Bytes::from(format!("prologue\r\n{start}1\r\n--b-- ")))
        .unwrap();
    assert_eq!(Parts::from_request(&request, "").unwrap().number, 1);
}

#[endpoint(POST, "/", serve, body = Form, 204 => ())]
#[derive(Debug)]
struct Filters {
    filters: Vec<Filter>,
}

/// A form takes as long as it is long, and not the square of that.
#[test]
fn hostile_counts() {
    let read = |body: String| {
        let request =
            Request::post("/").header("content-type", "application/x-www-form-urlencoded");
        Filters::from_request(&request.body(Bytes::from(body)).unwrap(), "")
    };
    let count = 300_000;
    let items = (0..count).map(|index| format!("filters[{index}][limit]={index}&"));
    let filters = read(items.collect()).unwrap().filters;
    assert_eq!((filters.len(), filters[count - 1].limit), (count, 299_999));
    let keys = (0..count).map(|index| format!("key{index}=&"));
    assert_eq!(
        read(keys.collect()).unwrap_err().reason(),
        "missing field `filters`"
    );
    let gap = "filters[0][limit]=1&filters[2][limit]=1".to_owned();
    assert_eq!(read(gap).unwrap_err().name(), "filters");
    for index in [
        "01",
        "-1",
        "x",
        "18446744073709551616",
        "18446744073709551615",
    ] {
        let body = format!("filters[{index}][limit]=1");
        assert_eq!(read(body).unwrap_err().name(), "filters", "{index}");
    }
}

/// Depth and length cost no more than an error.
#[test]
fn hostile_sizes() {
    let deep = format!("filter{}=1", "[a]".repeat(10_000));
    let long = format!("filter[limit]={}", "9".repeat(50_000));
    let many = "filter[tags]=a&".repeat(3_000);
    for query in [deep, long, many] {
        let request = request(&format!("/a/1/x,y/;list=1?v=1&{query}"), &[], BODY);
        let rejection = Strict::from_request(&request, "/v1").unwrap_err();
        assert_eq!(rejection.name(), "filter");
        assert!(rejection.to_string().len() < 300, "{rejection}");
    }
    let body = format!("{{\"name\": {}", "[".repeat(1_000_000));
    let request = request("/a/1/x,y/;list=1?v=1", &[], &body);
    assert_eq!(
        Strict::from_request(&request, "/v1").unwrap_err().kind(),
        RejectionKind::Body
    );
}
