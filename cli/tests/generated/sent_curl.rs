//! The endpoints of the documentation.
//!
//! The base URL is `http://127.0.0.1:1`.

use callpoint::api;
use serde::Serialize;

/// All calls.
#[api]
pub mod calls {
    use callpoint::{Upload, endpoint};

    use super::{A, J};

    /// `GET /a01`
    #[endpoint(GET, "/a01")]
    #[derive(Debug, Clone)]
    pub struct GetA01 {
        #[query]
        #[example("1")]
        pub x: String,
        #[query]
        #[example("b c")]
        pub y: String,
        #[query(flag)]
        #[example("true")]
        pub flag: bool,
    }

    impl GetA01 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                x: "1".to_owned(),
                y: "b c".to_owned(),
                flag: true,
            }
        }
    }

    /// `DELETE /a02/b`
    #[endpoint(DELETE, "/a02/b")]
    #[derive(Debug, Clone)]
    pub struct DeleteB;

    impl DeleteB {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `PATCH /a03`
    #[endpoint(PATCH, "/a03", header = "Accept: application/json")]
    #[derive(Debug, Clone)]
    pub struct PatchA03 {
        #[example("1.5")]
        pub a: f64,
        #[example(r#"[null, "x"]"#)]
        pub b: Vec<Option<String>>,
    }

    impl PatchA03 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a: 1.5,
                b: vec![None, Some("x".to_owned())],
            }
        }
    }

    /// `POST /a04`
    #[endpoint(POST, "/a04", header = "Accept: application/json")]
    #[derive(Debug, Clone)]
    pub struct PostA04 {
        #[example(r#"{"b": true}"#)]
        pub a: A,
    }

    impl PostA04 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { a: A { b: true } }
        }
    }

    /// `GET /a05`
    #[endpoint(GET, "/a05")]
    #[derive(Debug, Clone)]
    pub struct GetA05 {
        #[header("Range")]
        #[example("bytes=4-")]
        pub range: String,
    }

    impl GetA05 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                range: "bytes=4-".to_owned(),
            }
        }
    }

    /// `GET /a06/`
    #[endpoint(GET, "/a06/")]
    #[derive(Debug, Clone)]
    pub struct GetA06 {
        #[header("Range")]
        #[example("bytes=-5")]
        pub range: String,
    }

    impl GetA06 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                range: "bytes=-5".to_owned(),
            }
        }
    }

    /// `GET /a07`
    #[endpoint(GET, "/a07")]
    #[derive(Debug, Clone)]
    pub struct GetA07 {
        #[query("a b", flag)]
        #[example("true")]
        pub a_b: bool,
        #[query]
        #[example(" ")]
        pub x: String,
        #[query]
        #[example("a&b")]
        pub n: String,
    }

    impl GetA07 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a_b: true,
                x: " ".to_owned(),
                n: "a&b".to_owned(),
            }
        }
    }

    /// `GET /a08`
    #[endpoint(GET, "/a08")]
    #[derive(Debug, Clone)]
    pub struct GetA08 {
        #[query]
        #[example("1")]
        pub z: String,
        #[query("c d", flag)]
        #[example("true")]
        pub c_d: bool,
    }

    impl GetA08 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                z: "1".to_owned(),
                c_d: true,
            }
        }
    }

    /// `GET /a09`
    #[endpoint(GET, "/a09")]
    #[derive(Debug, Clone)]
    pub struct GetA09 {
        #[query("{\"q\":1}", flag)]
        #[example("true")]
        pub q_1: bool,
        #[query]
        #[example("2")]
        pub page: i64,
    }

    impl GetA09 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { q_1: true, page: 2 }
        }
    }

    /// `GET /a10`
    #[endpoint(GET, "/a10")]
    #[derive(Debug, Clone)]
    pub struct GetA10 {
        #[query]
        #[example("a b&c")]
        pub q: String,
        #[query]
        #[example(r#"["1", "2"]"#)]
        pub l: Vec<String>,
    }

    impl GetA10 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                q: "a b&c".to_owned(),
                l: vec!["1".to_owned(), "2".to_owned()],
            }
        }
    }

    /// `POST /a11`
    #[endpoint(POST, "/a11", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostA11 {
        #[example("1")]
        pub a: String,
        #[example("x y")]
        pub b: String,
    }

    impl PostA11 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a: "1".to_owned(),
                b: "x y".to_owned(),
            }
        }
    }

    /// `POST /a12`
    #[endpoint(POST, "/a12", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostA12 {
        #[example(r#""é" + %"#)]
        pub q: String,
        #[example("s")]
        pub r: String,
    }

    impl PostA12 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                q: "\"é\" + %".to_owned(),
                r: "s".to_owned(),
            }
        }
    }

    /// `POST /a13`
    #[endpoint(POST, "/a13")]
    #[derive(Debug, Clone)]
    pub struct PostA13 {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("text/plain")]
        pub content_type: String,
        #[body(Text)]
        #[example("plain text")]
        pub body: String,
    }

    impl PostA13 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "text/plain".to_owned(),
                body: "plain text".to_owned(),
            }
        }
    }

    /// `PUT /a14`
    #[endpoint(PUT, "/a14")]
    #[derive(Debug, Clone)]
    pub struct UpdateA14 {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("text/plain")]
        pub content_type: String,
        #[body(Text)]
        #[example("@x")]
        pub body: String,
    }

    impl UpdateA14 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "text/plain".to_owned(),
                body: "@x".to_owned(),
            }
        }
    }

    /// `POST /a15`
    #[endpoint(POST, "/a15")]
    #[derive(Debug, Clone)]
    pub struct PostA15 {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("application/xml")]
        pub content_type: String,
        #[body(Text)]
        #[example(r#"<a b="c"/>"#)]
        pub body: String,
    }

    impl PostA15 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "application/xml".to_owned(),
                body: "<a b=\"c\"/>".to_owned(),
            }
        }
    }

    /// `GET /a16`
    #[endpoint(GET, "/a16")]
    #[derive(Debug, Clone)]
    pub struct GetA16 {
        #[header("X-A")]
        #[example("1")]
        pub x_a: String,
        #[header("x-b")]
        #[example(r#"a, b; c="d\e""#)]
        pub x_b: String,
    }

    impl GetA16 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                x_a: "1".to_owned(),
                x_b: "a, b; c=\"d\\e\"".to_owned(),
            }
        }
    }

    /// `GET /a17`
    #[endpoint(GET, "/a17")]
    #[derive(Debug, Clone)]
    pub struct GetA17 {
        #[header("User-Agent")]
        #[example("me/1.0")]
        pub user_agent: String,
        #[header("Referer")]
        #[example("http://r/")]
        pub referer: String,
    }

    impl GetA17 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                user_agent: "me/1.0".to_owned(),
                referer: "http://r/".to_owned(),
            }
        }
    }

    /// `OPTIONS /a18/x%20y/%2F`
    #[endpoint(OPTIONS, "/a18/x%20y/%2F")]
    #[derive(Debug, Clone)]
    pub struct OptionsA18XY;

    impl OptionsA18XY {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `GET /a19`
    #[endpoint(GET, "/a19")]
    #[derive(Debug, Clone)]
    pub struct GetA19 {
        #[query(style = brackets)]
        #[example(r#"["1", "2"]"#)]
        pub t: Vec<String>,
    }

    impl GetA19 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                t: vec!["1".to_owned(), "2".to_owned()],
            }
        }
    }

    /// `GET /a20`
    #[endpoint(GET, "/a20")]
    #[derive(Debug, Clone)]
    pub struct GetA20 {
        #[query("u[v]")]
        #[example("1")]
        pub u_v: String,
    }

    impl GetA20 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                u_v: "1".to_owned(),
            }
        }
    }

    /// `GET /a21/b`
    #[endpoint(GET, "/a21/b")]
    #[derive(Debug, Clone)]
    pub struct GetB;

    impl GetB {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `POST /a22`
    #[endpoint(POST, "/a22", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA22 {
        #[part]
        #[example(r#""b""#)]
        pub a: String,
        #[part]
        #[example("x;y")]
        pub c: String,
        #[part]
        #[example("hi")]
        pub n: String,
    }

    impl PostA22 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a: "\"b\"".to_owned(),
                c: "x;y".to_owned(),
                n: "hi".to_owned(),
            }
        }
    }

    /// `POST /a23`
    // note: curl leaves out `;b`, because the value of the form is not in quotes
    #[endpoint(POST, "/a23", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA23 {
        #[part]
        #[example("a")]
        pub e: String,
        #[part]
        #[example(r"a\b\c")]
        pub h: String,
        #[part]
        #[example("@a;type=x")]
        pub m: String,
    }

    impl PostA23 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                e: "a".to_owned(),
                h: "a\\b\\c".to_owned(),
                m: "@a;type=x".to_owned(),
            }
        }
    }

    /// `POST /a24`
    #[endpoint(POST, "/a24", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA24 {
        #[part(Json)]
        #[example(r#"{"k": [1, 2]}"#)]
        pub j: J,
    }

    impl PostA24 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                j: J { k: vec![1, 2] },
            }
        }
    }

    /// `POST /a25`
    #[endpoint(POST, "/a25", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA25 {
        #[part]
        #[example("q;r.txt")]
        pub t: Upload,
    }

    impl PostA25 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                t: Upload::bytes("text")
                    .file_name("q;r.txt")
                    .content_type("a/b"),
            }
        }
    }

    /// `POST /a26`
    #[endpoint(POST, "/a26")]
    #[derive(Debug, Clone)]
    pub struct PostA26 {
        #[body]
        #[example(r#"[1, {"a": "b"}]"#)]
        pub body: Vec<serde_json::Value>,
    }

    impl PostA26 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                body: vec![serde_json::json!(1), serde_json::json!({"a": "b"})],
            }
        }
    }

    /// `POST /a27`
    #[endpoint(POST, "/a27")]
    #[derive(Debug, Clone)]
    pub struct PostA27;

    impl PostA27 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `HEAD /a28`
    #[endpoint(HEAD, "/a28")]
    #[derive(Debug, Clone)]
    pub struct HeadA28;

    impl HeadA28 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `POST /a29`
    // note: `--location`: whether redirects are followed is a setting of the client
    #[endpoint(POST, "/a29")]
    #[derive(Debug, Clone)]
    pub struct PostA29 {
        #[header("X-A")]
        #[example("2")]
        pub x_a: String,
    }

    impl PostA29 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                x_a: "2".to_owned(),
            }
        }
    }

    /// `POST /a30`
    #[endpoint(POST, "/a30")]
    #[derive(Debug, Clone)]
    pub struct PostA30 {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("application/x-www-form-urlencoded")]
        pub content_type: String,
        #[body(Text)]
        #[example("+a+b")]
        pub body: String,
    }

    impl PostA30 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "application/x-www-form-urlencoded".to_owned(),
                body: "+a+b".to_owned(),
            }
        }
    }

    /// `POST /a31`
    #[endpoint(POST, "/a31", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA31 {
        #[part]
        #[example("a b")]
        pub p: String,
    }

    impl PostA31 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                p: "a b".to_owned(),
            }
        }
    }

    /// `POST /a32`
    #[endpoint(POST, "/a32", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA32 {
        #[part]
        #[example("x;y")]
        pub p: String,
    }

    impl PostA32 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                p: "x;y".to_owned(),
            }
        }
    }

    /// `POST /a33`
    #[endpoint(POST, "/a33", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA33 {
        #[part]
        #[example(r#"""#)]
        pub p: String,
    }

    impl PostA33 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { p: "\"".to_owned() }
        }
    }

    /// `POST /a34`
    #[endpoint(POST, "/a34", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA34 {
        #[part]
        #[example("%")]
        pub p: String,
    }

    impl PostA34 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { p: "%".to_owned() }
        }
    }

    /// `POST /a35`
    #[endpoint(POST, "/a35", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA35 {
        #[part]
        #[example("é")]
        pub p: String,
    }

    impl PostA35 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { p: "é".to_owned() }
        }
    }

    /// `POST /a36`
    #[endpoint(POST, "/a36", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA36 {
        #[part]
        #[example("a&b=c")]
        pub p: String,
    }

    impl PostA36 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                p: "a&b=c".to_owned(),
            }
        }
    }

    /// `POST /a37`
    #[endpoint(POST, "/a37", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA37 {
        #[part]
        #[example(r#"{"k": 1}"#)]
        pub p: String,
    }

    impl PostA37 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                p: "{\"k\": 1}".to_owned(),
            }
        }
    }

    /// `POST /a38`
    #[endpoint(POST, "/a38", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA38 {
        #[part]
        #[example("@f")]
        pub p: String,
    }

    impl PostA38 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { p: "@f".to_owned() }
        }
    }

    /// `POST /a39`
    #[endpoint(POST, "/a39", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA39 {
        #[part]
        #[example("<f")]
        pub p: String,
    }

    impl PostA39 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { p: "<f".to_owned() }
        }
    }

    /// `POST /a40`
    #[endpoint(POST, "/a40", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostA40 {
        #[part]
        #[example("a+b")]
        pub p: String,
    }

    impl PostA40 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                p: "a+b".to_owned(),
            }
        }
    }

    /// `GET /a41`
    #[endpoint(GET, "/a41")]
    #[derive(Debug, Clone)]
    pub struct GetA41 {
        #[query]
        #[example("a b")]
        pub q: String,
        #[header("Range")]
        #[example("bytes=1-41")]
        pub range: String,
    }

    impl GetA41 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                q: "a b".to_owned(),
                range: "bytes=1-41".to_owned(),
            }
        }
    }

    /// `GET /a42`
    #[endpoint(GET, "/a42")]
    #[derive(Debug, Clone)]
    pub struct GetA42 {
        #[query]
        #[example("x;y")]
        pub q: String,
        #[header("Range")]
        #[example("bytes=1-42")]
        pub range: String,
    }

    impl GetA42 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                q: "x;y".to_owned(),
                range: "bytes=1-42".to_owned(),
            }
        }
    }

    /// `GET /a43`
    #[endpoint(GET, "/a43")]
    #[derive(Debug, Clone)]
    pub struct GetA43 {
        #[query]
        #[example(r#"""#)]
        pub q: String,
        #[header("Range")]
        #[example("bytes=1-43")]
        pub range: String,
    }

    impl GetA43 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                q: "\"".to_owned(),
                range: "bytes=1-43".to_owned(),
            }
        }
    }

    /// `GET /a44`
    #[endpoint(GET, "/a44")]
    #[derive(Debug, Clone)]
    pub struct GetA44 {
        #[query]
        #[example("%")]
        pub q: String,
        #[header("Range")]
        #[example("bytes=1-44")]
        pub range: String,
    }

    impl GetA44 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                q: "%".to_owned(),
                range: "bytes=1-44".to_owned(),
            }
        }
    }

    /// `GET /a45`
    #[endpoint(GET, "/a45")]
    #[derive(Debug, Clone)]
    pub struct GetA45 {
        #[query]
        #[example("é")]
        pub q: String,
        #[header("Range")]
        #[example("bytes=1-45")]
        pub range: String,
    }

    impl GetA45 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                q: "é".to_owned(),
                range: "bytes=1-45".to_owned(),
            }
        }
    }

    /// `GET /a46`
    #[endpoint(GET, "/a46")]
    #[derive(Debug, Clone)]
    pub struct GetA46 {
        #[query]
        #[example("a&b=c")]
        pub q: String,
        #[header("Range")]
        #[example("bytes=1-46")]
        pub range: String,
    }

    impl GetA46 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                q: "a&b=c".to_owned(),
                range: "bytes=1-46".to_owned(),
            }
        }
    }

    /// `GET /a47`
    #[endpoint(GET, "/a47")]
    #[derive(Debug, Clone)]
    pub struct GetA47 {
        #[query]
        #[example(r#"{"k": 1}"#)]
        pub q: String,
        #[header("Range")]
        #[example("bytes=1-47")]
        pub range: String,
    }

    impl GetA47 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                q: "{\"k\": 1}".to_owned(),
                range: "bytes=1-47".to_owned(),
            }
        }
    }

    /// `GET /a48`
    #[endpoint(GET, "/a48")]
    #[derive(Debug, Clone)]
    pub struct GetA48 {
        #[query]
        #[example("@f")]
        pub q: String,
        #[header("Range")]
        #[example("bytes=1-48")]
        pub range: String,
    }

    impl GetA48 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                q: "@f".to_owned(),
                range: "bytes=1-48".to_owned(),
            }
        }
    }

    /// `GET /a49`
    #[endpoint(GET, "/a49")]
    #[derive(Debug, Clone)]
    pub struct GetA49 {
        #[query]
        #[example("<f")]
        pub q: String,
        #[header("Range")]
        #[example("bytes=1-49")]
        pub range: String,
    }

    impl GetA49 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                q: "<f".to_owned(),
                range: "bytes=1-49".to_owned(),
            }
        }
    }

    /// `GET /a50`
    #[endpoint(GET, "/a50")]
    #[derive(Debug, Clone)]
    pub struct GetA50 {
        #[query]
        #[example("a+b")]
        pub q: String,
        #[header("Range")]
        #[example("bytes=1-50")]
        pub range: String,
    }

    impl GetA50 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                q: "a+b".to_owned(),
                range: "bytes=1-50".to_owned(),
            }
        }
    }

    /// `POST /a51`
    #[endpoint(POST, "/a51", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostA51 {
        #[example("a b")]
        pub d: String,
        #[example("x")]
        pub e: String,
    }

    impl PostA51 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                d: "a b".to_owned(),
                e: "x".to_owned(),
            }
        }
    }

    /// `POST /a52`
    #[endpoint(POST, "/a52", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostA52 {
        #[example("x;y")]
        pub d: String,
        #[example("x")]
        pub e: String,
    }

    impl PostA52 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                d: "x;y".to_owned(),
                e: "x".to_owned(),
            }
        }
    }

    /// `POST /a53`
    #[endpoint(POST, "/a53", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostA53 {
        #[example(r#"""#)]
        pub d: String,
        #[example("x")]
        pub e: String,
    }

    impl PostA53 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                d: "\"".to_owned(),
                e: "x".to_owned(),
            }
        }
    }

    /// `POST /a54`
    #[endpoint(POST, "/a54", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostA54 {
        #[example("%")]
        pub d: String,
        #[example("x")]
        pub e: String,
    }

    impl PostA54 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                d: "%".to_owned(),
                e: "x".to_owned(),
            }
        }
    }

    /// `POST /a55`
    #[endpoint(POST, "/a55", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostA55 {
        #[example("é")]
        pub d: String,
        #[example("x")]
        pub e: String,
    }

    impl PostA55 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                d: "é".to_owned(),
                e: "x".to_owned(),
            }
        }
    }

    /// `POST /a56`
    #[endpoint(POST, "/a56", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostA56 {
        #[example("a&b=c")]
        pub d: String,
        #[example("x")]
        pub e: String,
    }

    impl PostA56 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                d: "a&b=c".to_owned(),
                e: "x".to_owned(),
            }
        }
    }

    /// `POST /a57`
    #[endpoint(POST, "/a57", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostA57 {
        #[example(r#"{"k": 1}"#)]
        pub d: String,
        #[example("x")]
        pub e: String,
    }

    impl PostA57 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                d: "{\"k\": 1}".to_owned(),
                e: "x".to_owned(),
            }
        }
    }

    /// `POST /a58`
    #[endpoint(POST, "/a58", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostA58 {
        #[example("@f")]
        pub d: String,
        #[example("x")]
        pub e: String,
    }

    impl PostA58 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                d: "@f".to_owned(),
                e: "x".to_owned(),
            }
        }
    }

    /// `POST /a59`
    #[endpoint(POST, "/a59", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostA59 {
        #[example("<f")]
        pub d: String,
        #[example("x")]
        pub e: String,
    }

    impl PostA59 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                d: "<f".to_owned(),
                e: "x".to_owned(),
            }
        }
    }

    /// `POST /a60`
    #[endpoint(POST, "/a60", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostA60 {
        #[example("a+b")]
        pub d: String,
        #[example("x")]
        pub e: String,
    }

    impl PostA60 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                d: "a+b".to_owned(),
                e: "x".to_owned(),
            }
        }
    }
}

/// The `a` of `PostA04`.
#[derive(Debug, Clone, Serialize)]
pub struct A {
    pub b: bool,
}

/// The `j` of `PostA24`.
#[derive(Debug, Clone, Serialize)]
pub struct J {
    pub k: Vec<i64>,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=0ac9f1e3 use:callpoint=ced147f8 use:serde=37375d31 mod:calls=a5126521
// import: use:calls::callpoint=d1af55ac use:calls::super=63bf876a calls::GetA01=0629bcd7
// import: impl:calls::GetA01=5847d1e0 calls::DeleteB=45c7ad37 impl:calls::DeleteB=dd0c4a68
// import: calls::PatchA03=afdeae05 impl:calls::PatchA03=bbd3eed6 calls::PostA04=0a36fb42
// import: impl:calls::PostA04=34e4605e calls::GetA05=d4dce92a impl:calls::GetA05=fe37efa8
// import: calls::GetA06=b2946205 impl:calls::GetA06=a2bd4c84 calls::GetA07=67a09675
// import: impl:calls::GetA07=ccca86ae calls::GetA08=2a061bd0 impl:calls::GetA08=1dde5ed8
// import: calls::GetA09=9744e4ac impl:calls::GetA09=6ba9594e calls::GetA10=07d67187
// import: impl:calls::GetA10=94e0452e calls::PostA11=bb5dc40b impl:calls::PostA11=b3b9ebb2
// import: calls::PostA12=3fa31f1a impl:calls::PostA12=242d552d calls::PostA13=da85274e
// import: impl:calls::PostA13=3a384027 calls::UpdateA14=95a427c1 impl:calls::UpdateA14=d71d42d5
// import: calls::PostA15=e4cd750c impl:calls::PostA15=87a2f79a calls::GetA16=6326fd1e
// import: impl:calls::GetA16=ae6e3af2 calls::GetA17=f6f4d591 impl:calls::GetA17=60954aac
// import: calls::OptionsA18XY=e5e3c8b3 impl:calls::OptionsA18XY=dcaba9bf calls::GetA19=2a45dd91
// import: impl:calls::GetA19=c77da74f calls::GetA20=2115ff3e impl:calls::GetA20=de3c0ccb
// import: calls::GetB=e49522f3 impl:calls::GetB=f587d906 calls::PostA22=4e6a4b0b
// import: impl:calls::PostA22=4bfdc424 calls::PostA23=dff5d449 impl:calls::PostA23=d552b4b4
// import: calls::PostA24=6c40fbcc impl:calls::PostA24=a6d0cf3d calls::PostA25=6ba8ca08
// import: impl:calls::PostA25=df591f4d calls::PostA26=76e28607 impl:calls::PostA26=847719a9
// import: calls::PostA27=1f34f5e6 impl:calls::PostA27=abd27226 calls::HeadA28=ebcb77c4
// import: impl:calls::HeadA28=3dbed14e calls::PostA29=1e87d9e6 impl:calls::PostA29=d566effe
// import: calls::PostA30=84556fd9 impl:calls::PostA30=929ca489 calls::PostA31=fa28458c
// import: impl:calls::PostA31=17e77a38 calls::PostA32=a1dc1eae impl:calls::PostA32=532c7a89
// import: calls::PostA33=37d7f263 impl:calls::PostA33=0fa2dace calls::PostA34=884a566a
// import: impl:calls::PostA34=7f4ce389 calls::PostA35=fa29a9d7 impl:calls::PostA35=66ad1f8a
// import: calls::PostA36=c502a821 impl:calls::PostA36=aa19b1f0 calls::PostA37=4c1b361d
// import: impl:calls::PostA37=c742cfe1 calls::PostA38=7cf76a52 impl:calls::PostA38=35330e59
// import: calls::PostA39=fd598770 impl:calls::PostA39=59d17d38 calls::PostA40=7176ae5c
// import: impl:calls::PostA40=158d14e9 calls::GetA41=2293af6c impl:calls::GetA41=cc9e7bde
// import: calls::GetA42=32511834 impl:calls::GetA42=b861c9e9 calls::GetA43=61c3596e
// import: impl:calls::GetA43=5c42830a calls::GetA44=7d2b4f5e impl:calls::GetA44=0ba35dfb
// import: calls::GetA45=db3a85de impl:calls::GetA45=e84db0e5 calls::GetA46=a096ec3a
// import: impl:calls::GetA46=8174ac09 calls::GetA47=0d3c50c9 impl:calls::GetA47=2ba17666
// import: calls::GetA48=f606ba68 impl:calls::GetA48=68c8a1b8 calls::GetA49=24f7fd50
// import: impl:calls::GetA49=9f93f314 calls::GetA50=d9000f85 impl:calls::GetA50=bad59bd0
// import: calls::PostA51=11a60613 impl:calls::PostA51=9bffd9a9 calls::PostA52=4f31ae49
// import: impl:calls::PostA52=b0fef1c8 calls::PostA53=683e03ee impl:calls::PostA53=1d1a2ffb
// import: calls::PostA54=f63175ca impl:calls::PostA54=8dbbc54e calls::PostA55=5cd896a1
// import: impl:calls::PostA55=fc65bc08 calls::PostA56=0215cbf3 impl:calls::PostA56=d271f03b
// import: calls::PostA57=8a4842e3 impl:calls::PostA57=1216bb7b calls::PostA58=ae4a0536
// import: impl:calls::PostA58=627aa05c calls::PostA59=4614d9d2 impl:calls::PostA59=87aef96f
// import: calls::PostA60=ecf8417c impl:calls::PostA60=82f3d1f2 A=2b6b67ca J=b9d4d984
