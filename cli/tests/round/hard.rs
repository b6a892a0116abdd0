//! Hard API.
//!
//! # Title
//!
//! Runs `code` and **HTML**, an \[array\], [a link](https://example.com/a_b), a \`tick.
//!
//! ```text
//! panic!("never run");
//! ```
//!
//! ```text
//! indented();
//! ```
//!
//! - one
//!   continued
//!   - two
//!
//! 1. three
//!
//! > quoted
//! > unquoted
//!
//! See <https://example.com/x?a=1&b=2>. The `page_size` of `fooBar` and `Foo::Bar` _/ /_
//! //!\
//! \`\`\`
//!
//! | a | b |
//! |---|---|
//! | 1 | `2` |
//!
//! The base URL is `https://h.example.com`.

use callpoint::{Deserialize, api};
use serde::Serialize;

#[api]
pub mod serde2 {
    use callpoint::endpoint;

    use super::{A, B, H, NumbersObject, NumbersValues};

    /// `GET /ids`
    #[endpoint(GET, "/ids")]
    #[derive(Debug, Clone)]
    pub struct IdsTwice {
        #[query]
        #[example("1")]
        pub ids: String,
        #[query("ids[]")]
        #[example(r#"["2", "3"]"#)]
        pub query_ids: Vec<String>,
        #[query("call")]
        #[example("1")]
        pub query_call: String,
        #[query("new")]
        #[example("2")]
        pub query_new: String,
        #[query("example")]
        #[example("3")]
        pub query_example: String,
    }

    impl IdsTwice {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                ids: "1".to_owned(),
                query_ids: vec!["2".to_owned(), "3".to_owned()],
                query_call: "1".to_owned(),
                query_new: "2".to_owned(),
                query_example: "3".to_owned(),
            }
        }
    }

    /// `GET /h`
    #[endpoint(GET, "/h",
        header = "accept: application/vnd.api+json",
        #[example(r#"{"a": 1}"#)]
        200 => H,
    )]
    #[derive(Debug, Clone)]
    pub struct HeadersTwice {
        #[header("x-a")]
        #[example(r#"["1", "2"]"#)]
        pub x_a: Vec<String>,
        #[header("x-password")]
        #[secret]
        #[example("{{p}}")]
        pub x_password: String,
    }

    impl HeadersTwice {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                x_a: vec!["1".to_owned(), "2".to_owned()],
                x_password: "{{p}}".to_owned(),
            }
        }
    }

    /// `POST /n`
    #[endpoint(POST, "/n")]
    #[derive(Debug, Clone)]
    #[allow(clippy::struct_excessive_bools)]
    pub struct Numbers {
        // note: 18446744073709551615 is larger than an `i64` holds
        #[example("18446744073709551615")]
        pub big: serde_json::Value,
        #[example("-1234567")]
        pub small: i64,
        #[example("1234567.8912345")]
        pub float: f64,
        #[example("1e+30")]
        pub exp: f64,
        #[example("[[1, 2], [300000, 4]]")]
        pub lists: Vec<Vec<i64>>,
        #[example(
            r"[
              0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
              21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38,
              39
            ]"
        )]
        pub long: Vec<i64>,
        #[example(
            r#"[
              "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
              "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
            ]"#
        )]
        pub words: Vec<String>,
        // note: the examples disagree: a number and a string
        #[example(r#"[1, "a", null]"#)]
        pub mixed: Vec<serde_json::Value>,
        #[example(r#"[{"id": 1}, {"id": 2, "name": "x"}]"#)]
        pub objects: Vec<NumbersObject>,
        #[example("{}")]
        pub empty: serde_json::Map<String, serde_json::Value>,
        #[example(r#"{"a": [{"b": [{"c": null}]}]}"#)]
        pub values: NumbersValues,
        #[example("true")]
        pub true1: bool,
        #[example("true")]
        pub true2: bool,
        #[example("false")]
        pub true3: bool,
        #[example("true")]
        pub true4: bool,
        #[example("line\nbreak \"quoted\" \\ back\u{202e}")]
        pub note: String,
        // note: the examples disagree: an object and a number
        #[example("[{\"a\": \"\\b\\u001f\\\"x\\\" \u{202e}\", \"n\": 1234567, \"f\": 1.5}, 7]")]
        pub any: Vec<serde_json::Value>,
    }

    impl Numbers {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                big: serde_json::json!(18_446_744_073_709_551_615_u64),
                small: -1_234_567,
                float: 1_234_567.891_234_5,
                exp: 1e30,
                lists: vec![vec![1, 2], vec![300_000, 4]],
                long: vec![
                    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                    22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39,
                ],
                words: vec![
                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".to_owned(),
                    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb".to_owned(),
                ],
                mixed: vec![
                    serde_json::json!(1),
                    serde_json::json!("a"),
                    serde_json::Value::Null,
                ],
                objects: vec![
                    NumbersObject { id: 1, name: None },
                    NumbersObject {
                        id: 2,
                        name: Some("x".to_owned()),
                    },
                ],
                empty: serde_json::Map::new(),
                values: NumbersValues {
                    a: vec![A {
                        b: vec![B { c: None }],
                    }],
                },
                true1: true,
                true2: true,
                true3: false,
                true4: true,
                note: "line\nbreak \"quoted\" \\ back\u{202e}".to_owned(),
                any: vec![
                    serde_json::json!({"a": "\u{8}\u{1f}\"x\" \u{202e}", "n": 1_234_567, "f": 1.5}),
                    serde_json::json!(7),
                ],
            }
        }
    }
}

#[api]
pub mod mod2 {
    use callpoint::endpoint;

    use super::{Link, Problem, T};

    /// `GET /t`
    #[endpoint(GET, "/t",
        /// text.
        #[example(r#"plain "text""#)]
        200 => String as Text,
        /// made; also made.
        #[example(r#"{"id": 1}"#)]
        201 | 203 => T(T),
        /// Gone error.
        410 => (),
        /// Teapot; odd.
        #[example(r#"{"error": {"code": 1, "details": [{"field": "x"}]}}"#)]
        418 | 520 => Rejected(Problem),
        #[example("<p>")]
        521 => OddToo(String as Text),
    )]
    #[derive(Debug, Clone)]
    pub struct TextOrJson;

    impl TextOrJson {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `GET /links/<id>`
    #[endpoint(GET, "/links/<id>",
        #[example(r#"{"user_id": 1, "user_name": "a", "user_mail": null, "link_id": 2}"#)]
        200 => Link,
    )]
    #[derive(Debug, Clone)]
    pub struct Prefixes {
        pub id: String,
    }

    impl Prefixes {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                id: "id".to_owned(),
            }
        }
    }

    /// `GET /lists`
    #[endpoint(GET, "/lists",
        #[example("[[1, 2.5], []]")]
        200 => Vec<Vec<f64>>,
        /// no.
        #[example(r#"["reason"]"#)]
        400 => Vec<String>,
        /// no.
        #[example("null")]
        404 => Option<serde_json::Value>,
        /// no.
        #[example("{}")]
        409 => serde_json::Map<String, serde_json::Value>,
    )]
    #[derive(Debug, Clone)]
    pub struct Lists;

    impl Lists {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    pub mod mod2 {
        use callpoint::endpoint;

        use super::super::O;

        /// `GET /x`
        #[endpoint(GET, "/x")]
        #[derive(Debug, Clone)]
        pub struct ErrorItem;

        impl ErrorItem {
            /// The call with the values of the documentation.
            #[must_use]
            pub fn example() -> Self {
                Self
            }
        }

        /// `GET /x/<type>.json`
        #[endpoint(GET, "/x/<type>.json")]
        #[derive(Debug, Clone)]
        pub struct Type {
            pub r#type: String,
        }

        impl Type {
            /// The call with the values of the documentation.
            #[must_use]
            pub fn example() -> Self {
                Self {
                    r#type: "type".to_owned(),
                }
            }
        }

        /// `GET /o`
        #[endpoint(GET, "/o",
            #[example(r#"{"Option": {"x": {"y": 1}}, "Vec": [{"z": 1}], "vec": 2}"#)]
            200 => O,
        )]
        #[derive(Debug, Clone)]
        pub struct OptionItem;

        impl OptionItem {
            /// The call with the values of the documentation.
            #[must_use]
            pub fn example() -> Self {
                Self
            }
        }
    }
}

#[api]
pub mod folder {
    use callpoint::endpoint;

    /// `GET /empty`
    #[endpoint(GET, "/empty")]
    #[derive(Debug, Clone)]
    pub struct GetEmpty;

    impl GetEmpty {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `GET /<a>/<a2>/<a3>`
    #[endpoint(GET, "/<a>/<a2>/<a3>")]
    #[derive(Debug, Clone)]
    pub struct GetRoot {
        pub a: String,
        pub a2: String,
        pub a3: String,
    }

    impl GetRoot {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a: "a".to_owned(),
                a2: "a2".to_owned(),
                a3: "a3".to_owned(),
            }
        }
    }

    /// `GET /links/`
    #[endpoint(GET, "/links/")]
    #[derive(Debug, Clone)]
    pub struct ListLinks {
        #[query]
        pub a: String,
    }

    impl ListLinks {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a: "<string>".to_owned(),
            }
        }
    }

    /// `GET /links`
    #[endpoint(GET, "/links")]
    #[derive(Debug, Clone)]
    pub struct ListLinks2;

    impl ListLinks2 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }
}

/// The body of status 200 of `HeadersTwice`.
#[derive(Debug, Clone, Deserialize)]
pub struct H {
    pub a: i64,
}

/// An item of `objects` in `Numbers`.
#[derive(Debug, Clone, Serialize)]
pub struct NumbersObject {
    pub id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The `values` of `Numbers`.
#[derive(Debug, Clone, Serialize)]
pub struct NumbersValues {
    pub a: Vec<A>,
}

/// An item of `a` in `NumbersValues`.
#[derive(Debug, Clone, Serialize)]
pub struct A {
    pub b: Vec<B>,
}

/// An item of `b` in `A`.
#[derive(Debug, Clone, Serialize)]
pub struct B {
    pub c: Option<serde_json::Value>,
}

/// The body of status 201 of `TextOrJson`.
#[derive(Debug, Clone, Deserialize)]
pub struct T {
    pub id: i64,
}

/// An error response.
#[derive(Debug, Clone, Deserialize)]
pub struct Problem {
    pub error: ProblemErrorItem,
}

/// The `error` of `Problem`.
#[derive(Debug, Clone, Deserialize)]
pub struct ProblemErrorItem {
    pub code: i64,
    pub details: Vec<Detail>,
}

/// An item of `details` in `ProblemErrorItem`.
#[derive(Debug, Clone, Deserialize)]
pub struct Detail {
    pub field: String,
}

/// The body of status 200 of `Prefixes`.
#[derive(Debug, Clone, Deserialize)]
#[allow(clippy::struct_field_names)]
pub struct Link {
    pub user_id: i64,
    pub user_name: String,
    pub user_mail: Option<serde_json::Value>,
    pub link_id: i64,
}

/// The body of status 200 of `OptionItem`.
#[derive(Debug, Clone, Deserialize)]
pub struct O {
    #[serde(rename = "Option")]
    pub option: OOptionItem,
    #[serde(rename = "Vec")]
    pub vec: Vec<VecItem>,
    #[serde(rename = "vec")]
    pub vec2: i64,
}

/// The `Option` of `O`.
#[derive(Debug, Clone, Deserialize)]
pub struct OOptionItem {
    pub x: X,
}

/// The `x` of `OOptionItem`.
#[derive(Debug, Clone, Deserialize)]
pub struct X {
    pub y: i64,
}

/// An item of `Vec` in `O`.
#[derive(Debug, Clone, Deserialize)]
pub struct VecItem {
    pub z: i64,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=73a14af7 use:callpoint=a3946248 use:serde=37375d31 mod:serde2=7a85d0fc
// import: use:serde2::callpoint=771f8b9c use:serde2::super=02a83fc4 serde2::IdsTwice=e772f1e3
// import: impl:serde2::IdsTwice=c035dc18 serde2::HeadersTwice=156e88f4
// import: impl:serde2::HeadersTwice=cd498c81 serde2::Numbers=c0bb9fc2 impl:serde2::Numbers=7521f487
// import: mod:mod2=b5049a4c use:mod2::callpoint=771f8b9c use:mod2::super=7498282f
// import: mod2::TextOrJson=2dc01c5d impl:mod2::TextOrJson=d10d79f5 mod2::Prefixes=d1c85214
// import: impl:mod2::Prefixes=55155053 mod2::Lists=b3b2074c impl:mod2::Lists=c96153c5
// import: mod:mod2::mod2=1c536846 use:mod2::mod2::callpoint=771f8b9c
// import: use:mod2::mod2::super::super=1f5a7e95 mod2::mod2::ErrorItem=da15e2d7
// import: impl:mod2::mod2::ErrorItem=08609a0f mod2::mod2::Type=2b3f7563
// import: impl:mod2::mod2::Type=fb80cf49 mod2::mod2::OptionItem=1dc76c35
// import: impl:mod2::mod2::OptionItem=0842f230 mod:folder=599a0314 use:folder::callpoint=771f8b9c
// import: folder::GetEmpty=1e12859b impl:folder::GetEmpty=c9bcbb56 folder::GetRoot=31d1835c
// import: impl:folder::GetRoot=7399bad0 folder::ListLinks=17f3009a impl:folder::ListLinks=e26558be
// import: folder::ListLinks2=760e6c2a impl:folder::ListLinks2=2f84cb30 H=0f03007b
// import: NumbersObject=246185a8 NumbersValues=36c0dfd0 A=70b078e9 B=d91c676a T=ab4431e2
// import: Problem=7e77f235 ProblemErrorItem=ab820ba2 Detail=8649f906 Link=5942a0aa O=64a98402
// import: OOptionItem=5087d054 X=0b20fd6b VecItem=7a11c33c
