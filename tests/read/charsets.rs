//! The charset of a text, and the byte order mark before it.

use callpoint::{Bytes, Endpoint, Error, endpoint};
use serde::Deserialize;

use crate::response;

#[endpoint(GET, "/text", 200 => String as Text)]
#[derive(Debug)]
struct GetText;

#[derive(Debug, Deserialize, PartialEq)]
struct Name {
    name: String,
}

#[endpoint(GET, "/form", 200 => Name as Form)]
#[derive(Debug)]
struct GetForm;

#[endpoint(GET, "/xml", 200 => Name as Xml)]
#[derive(Debug)]
struct GetXml;

#[endpoint(GET, "/json", 200 => Name)]
#[derive(Debug)]
struct GetJson;

fn failure<T, E: std::error::Error + 'static>(result: Result<T, Error<E>>) -> String {
    match result {
        Err(Error::Decode(error)) => error.failure().to_string(),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("it was decoded"),
    }
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn text_in_a_charset_that_is_read() {
    let cases: &[(&str, &[u8], &str)] = &[
        ("text/plain", "é".as_bytes(), "é"),
        ("text/plain; charset=utf-8", "é".as_bytes(), "é"),
        ("text/plain; charset=\"UTF-8\"", "é".as_bytes(), "é"),
        ("text/plain; x=y; Charset = utf8", "é".as_bytes(), "é"),
        ("text/plain; charset='utf-8'", "é".as_bytes(), "é"),
        ("text/plain; charset=us-ascii", b"e", "e"),
        ("text/plain; charset=ASCII", b"e", "e"),
        // A wrong label is common, and harmless where the text is UTF-8.
        ("text/plain; charset=us-ascii", "é".as_bytes(), "é"),
        ("text/plain; charset=", "é".as_bytes(), "é"),
        ("text/plain; charset=iso-8859-1", b"\xe9", "é"),
        ("text/plain; charset=ISO_8859-1", b"\xe9", "é"),
        ("text/plain; charset=\"Latin1\"", b"\xe9", "é"),
        ("text/plain; charset=l1", b"\xe9\x80", "é\u{80}"),
        // The byte order mark of UTF-8 is no part of the text, and it is surer than a label.
        ("text/plain", b"\xef\xbb\xbfhi", "hi"),
        ("text/plain; charset=utf-8", b"\xef\xbb\xbfhi", "hi"),
        (
            "text/plain; charset=iso-8859-1",
            b"\xef\xbb\xbf\xc3\xa9",
            "é",
        ),
        ("text/plain", b"\xef\xbb\xbf\xef\xbb\xbfhi", "\u{feff}hi"),
        ("text/plain", b"\xef\xbb\xbf", ""),
    ];
    for &(content_type, body, expected) in cases {
        let got = GetText::from_http(response(200, content_type, Bytes::copy_from_slice(body)));
        assert_eq!(got.unwrap(), expected, "{content_type}");
    }
}

#[test]
fn text_in_another_charset_is_an_error() {
    let wide = utf16("hi");
    for (label, named) in [
        ("utf-16le", "`utf-16le`"),
        ("UTF-16", "`UTF-16`"),
        ("shift_jis", "`shift_jis`"),
        ("\"windows-1252\"", "`windows-1252`"),
        ("iso-8859-15", "`iso-8859-15`"),
        ("utf-7", "`utf-7`"),
        // A label that is no plain word is not repeated: it goes into logs.
        ("\"evil canary\"", "another one"),
        ("{canary}", "another one"),
        (
            "x123456789012345678901234567890123456789012345678",
            "another one",
        ),
    ] {
        let content_type = format!("text/plain; charset={label}");
        let got = GetText::from_http(response(200, &content_type, wide.clone()));
        let expected = format!("expected text in UTF-8 or ISO-8859-1, the charset is {named}");
        assert_eq!(failure(got), expected, "{label}");
    }
}

/// A form and XML are text too.
#[test]
fn forms_and_xml() {
    let ann = || Name {
        name: "é".to_owned(),
    };
    for (charset, form, xml) in [
        (
            "",
            &b"\xef\xbb\xbfname=%C3%A9"[..],
            &b"\xef\xbb\xbf<n><name>\xc3\xa9</name></n>"[..],
        ),
        (
            "; charset=utf-8",
            b"name=\xc3\xa9",
            b"<n><name>\xc3\xa9</name></n>",
        ),
        (
            "; charset=iso-8859-1",
            b"name=\xe9",
            b"<n><name>\xe9</name></n>",
        ),
    ] {
        let content_type = format!("application/x-www-form-urlencoded{charset}");
        let got = GetForm::from_http(response(200, &content_type, form));
        assert_eq!(got.unwrap(), ann(), "{charset}");
        let content_type = format!("application/xml{charset}");
        let got = GetXml::from_http(response(200, &content_type, xml));
        assert_eq!(got.unwrap(), ann(), "{charset}");
    }
    let refused = "expected text in UTF-8 or ISO-8859-1, the charset is `gbk`";
    let form = response(
        200,
        "application/x-www-form-urlencoded; charset=gbk",
        "name=x",
    );
    assert_eq!(failure(GetForm::from_http(form)), refused);
    let xml = response(200, "text/xml; charset=gbk", "<n><name>x</name></n>");
    assert_eq!(failure(GetXml::from_http(xml)), refused);
}

/// JSON is UTF-8 whatever its label says (RFC 8259, section 8.1), so a label matters only where the body is not read.
#[test]
fn json() {
    for charset in ["utf-8", "us-ascii", "iso-8859-1", "utf-16le", "shift_jis"] {
        let content_type = format!("application/json; charset={charset}");
        for body in ["{\"name\":\"é\"}", "\u{feff}{\"name\":\"é\"}"] {
            let got = GetJson::from_http(response(200, &content_type, body));
            assert_eq!(got.unwrap().name, "é", "{charset}");
        }
        // The type is what is wrong here.
        let got = GetJson::from_http(response(200, &content_type, "{\"name\":7}"));
        assert_eq!(
            failure(got),
            "at name: invalid type: integer, expected a string"
        );
    }
    let wide = utf16("{\"name\":\"hi\"}");
    for (charset, body, expected) in [
        (
            "utf-16le",
            wide.clone(),
            "expected JSON in UTF-8, the charset is `utf-16le`",
        ),
        (
            "shift_jis",
            b"{\"name\":\"\x83\x5c\"}".to_vec(),
            "expected JSON in UTF-8, the charset is `shift_jis`",
        ),
        (
            "latin1",
            b"{\"name\":\"\xe9\"}".to_vec(),
            "expected JSON in UTF-8, the charset is `latin1`",
        ),
        ("utf-8", wide, "invalid JSON at line 1 column 2"),
    ] {
        let content_type = format!("application/json; charset={charset}");
        let got = GetJson::from_http(response(200, &content_type, body));
        assert_eq!(failure(got), expected, "{charset}");
    }
}
