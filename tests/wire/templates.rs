//! Method, path and query as the template declares them.

use callpoint::endpoint;

use crate::{sent, target};

macro_rules! methods {
    ($($name:ident $method:tt $text:literal $length:literal;)*) => {
        #[test]
        fn every_method_is_sent_as_written() {
            $({
                #[endpoint($method, "/m")]
                struct $name;
                assert_eq!(sent(&$name::new()), concat!($text, " /m\naccept: */*\n", $length, "\n"));
            })*
        }
    };
}

methods! {
    Get GET "GET" "";
    Head HEAD "HEAD" "";
    Post POST "POST" "content-length: 0\n";
    Put PUT "PUT" "content-length: 0\n";
    Patch PATCH "PATCH" "content-length: 0\n";
    Delete DELETE "DELETE" "";
    Options OPTIONS "OPTIONS" "";
    Trace TRACE "TRACE" "";
    Propfind "PROPFIND" "PROPFIND" "";
    Purge "purge" "purge" "";
    Literal "GET" "GET" "";
}

#[endpoint(GET, "/2010-04-01/Calls/<sid>.json")]
struct Call {
    sid: String,
}

#[endpoint(POST, "/pets/<id>:validate")]
struct Validate {
    id: u64,
}

#[endpoint(GET, "/@<user>/v<version>/")]
struct Both<'a> {
    user: &'a str,
    version: f32,
}

#[test]
fn literal_text_may_surround_a_parameter() {
    assert_eq!(target(&Call::new("CA 1")), "/2010-04-01/Calls/CA%201.json");
    assert_eq!(target(&Validate::new(7)), "/pets/7:validate");
    assert_eq!(target(&Both::new("ann", 1.5)), "/@ann/v1.5/");
}

#[endpoint(GET, "/v2/<name..>/tags/list")]
struct Tags<'a> {
    name: &'a str,
}

#[endpoint(GET, "/files/<parts..>")]
struct Parts {
    parts: Vec<String>,
}

#[endpoint(GET, "/files/<parts..>/")]
struct Numbers<const N: usize> {
    parts: [u16; N],
}

#[endpoint(GET, "/<parts..>?<page>")]
struct Whole {
    parts: String,
    page: Option<u8>,
}

#[test]
fn a_rest_parameter_takes_several_segments() {
    let parts =
        |parts: &[&str]| target(&Parts::new(parts.iter().map(ToString::to_string).collect()));
    assert_eq!(
        target(&Tags::new("library/alpine linux")),
        "/v2/library/alpine%20linux/tags/list"
    );
    assert_eq!(target(&Tags::new("alpine")), "/v2/alpine/tags/list");
    assert_eq!(parts(&["a"]), "/files/a");
    assert_eq!(
        parts(&["a", "b c", "d/e", "é"]),
        "/files/a/b%20c/d%2Fe/%C3%A9"
    );
    assert_eq!(target(&Numbers::new([1, 22, 333])), "/files/1/22/333/");
    assert_eq!(target(&Whole::new("a/b").page(3)), "/a/b?page=3");
    assert_eq!(target(&Whole::new("a")), "/a");
}

#[endpoint(GET, "/things?api-version=2024-01-01&<page>&limit=<page_size>&flag")]
struct Things {
    page: Option<u32>,
    page_size: Option<u32>,
    #[query]
    omit: Option<String>,
}

#[endpoint(GET, "/?<q>")]
struct Search {
    q: String,
}

#[test]
fn the_query_has_fixed_and_variable_pairs() {
    let things = Things::new;
    assert_eq!(target(&things()), "/things?api-version=2024-01-01&flag");
    assert_eq!(
        target(&things().page(2)),
        "/things?api-version=2024-01-01&page=2&flag"
    );
    assert_eq!(
        target(&things().page(2).page_size(10).omit("a,b")),
        "/things?api-version=2024-01-01&page=2&limit=10&flag&omit=a%2Cb"
    );
    assert_eq!(target(&Search::new("")), "/?q=");
    assert_eq!(
        target(&Search::new("a&b=c+d e#f%?/:é")),
        "/?q=a%26b%3Dc%2Bd%20e%23f%25%3F%2F%3A%C3%A9"
    );
    assert_eq!(target(&Search::new("a\r\nb\0")), "/?q=a%0D%0Ab%00");
}

#[endpoint(GET, "/<type>/<fn>?<in>&<as>")]
struct Raw {
    r#type: String,
    r#fn: u8,
    r#in: u8,
    r#as: Option<u8>,
}

#[endpoint(POST, "/x")]
struct RawBody {
    r#type: String,
    #[query]
    r#match: bool,
    r#ref: Option<u8>,
}

#[test]
fn raw_identifiers_are_sent_without_their_prefix() {
    assert_eq!(target(&Raw::new("t", 1, 2).r#as(3)), "/t/1?in=2&as=3");
    assert_eq!(
        sent(&RawBody::new("t", true).r#ref(1)),
        "POST /x?match=true\naccept: */*\ncontent-type: application/json\n\n{\"type\":\"t\",\"ref\":1}"
    );
}
