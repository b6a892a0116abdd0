//! Headers with lists, in a type of `FromResponse`.

use callpoint::{Bytes, Endpoint, Error, FromResponse, endpoint};

#[derive(Debug, FromResponse)]
struct Lists {
    #[header("allow")]
    allow: Vec<String>,
    #[header("x-ids")]
    ids: Vec<u8>,
    #[header("set-cookie")]
    cookies: Vec<String>,
    #[header("Link")]
    links: Vec<String>,
}

#[endpoint(GET, "/a", 200 => Lists as Whole)]
struct Get;

fn response(headers: &[(&str, &str)]) -> http::Response<Bytes> {
    let mut response = http::Response::builder();
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Bytes::new()).unwrap()
}

#[test]
fn each_item_is_parsed() {
    let none = Get::from_http(response(&[])).unwrap();
    assert!(none.allow.is_empty() && none.ids.is_empty() && none.cookies.is_empty());
    let lists = Get::from_http(response(&[
        ("allow", "GET, \"a, \\\"b\" ,,PUT"),
        ("allow", "GET"),
        ("x-ids", "1,2 ,\t3"),
        ("set-cookie", "a=1; expires=Mon, 23 Nov 2026 10:00:00 GMT"),
        ("set-cookie", "b=2"),
        ("link", "</a?ids=1,2>; rel=\"next\", </b>; title=\"<, x\""),
        ("link", "</c>"),
    ]))
    .unwrap();
    assert_eq!(lists.allow, ["GET", "\"a, \\\"b\"", "PUT", "GET"]);
    assert_eq!(lists.ids, [1, 2, 3]);
    assert_eq!(
        lists.links,
        ["</a?ids=1,2>; rel=\"next\"", "</b>; title=\"<, x\"", "</c>"]
    );
    assert_eq!(
        lists.cookies,
        ["a=1; expires=Mon, 23 Nov 2026 10:00:00 GMT", "b=2"]
    );
    let Err(Error::Decode(error)) = Get::from_http(response(&[("x-ids", "1,canary")])) else {
        panic!("it is read");
    };
    assert_eq!(
        error.failure().to_string(),
        "expected valid items of the header `x-ids`"
    );
    let header = &Get::META.successes[0].whole.unwrap().headers[0];
    assert_eq!(
        (header.name, header.type_name, header.required),
        ("allow", "Vec<String>", false)
    );
}
