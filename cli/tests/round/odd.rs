//! 类型 & Types! 🎉.
//!
//! The base URL is `https://h.example.com`.
//!
//! The API key travels in header `{{apiKeyName}}`.

use callpoint::{Deserialize, api};
use serde::Serialize;

#[api(auth = ApiKey)]
pub mod 类型_types {
    use callpoint::{Patch, endpoint};

    use super::{D, E, GetWithBodyBody, ListBodyItem, Other, Problem, StringItemResponse};

    /// `PUT /links/<链接>/`
    #[endpoint(PUT, "/links/<链接>/")]
    #[derive(Debug, Clone)]
    pub struct 更新链接 {
        pub 链接: String,
        #[example("x")]
        pub 类型: String,
        #[example("1")]
        pub r#type: i64,
        #[serde(rename = "self")]
        #[example("true")]
        pub self_: bool,
        #[serde(rename = "1st")]
        #[example("2")]
        pub n1st: i64,
        #[serde(rename = "a-b")]
        #[example("3")]
        pub a_b: i64,
        #[serde(rename = "a_b")]
        #[example("4")]
        pub body_a_b: i64,
        #[serde(rename = "🎉")]
        #[example("5")]
        pub field: i64,
        #[serde(rename = "new")]
        #[example("null")]
        pub body_new: Patch<serde_json::Value>,
        #[serde(rename = "")]
        #[example("6")]
        pub body_field: i64,
    }

    impl 更新链接 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                链接: "链接".to_owned(),
                类型: "x".to_owned(),
                r#type: 1,
                self_: true,
                n1st: 2,
                a_b: 3,
                body_a_b: 4,
                field: 5,
                body_new: Patch::Null,
                body_field: 6,
            }
        }
    }

    /// `GET /party`
    #[endpoint(GET, "/party")]
    #[derive(Debug, Clone)]
    pub struct Party;

    impl Party {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `GET /party`
    #[endpoint(GET, "/party")]
    #[derive(Debug, Clone)]
    pub struct GetParty;

    impl GetParty {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `GET /%C3%A9lan/a%20b/%C3%A9`
    #[endpoint(GET, "/%C3%A9lan/a%20b/%C3%A9")]
    #[derive(Debug, Clone)]
    pub struct ÉlanVital;

    impl ÉlanVital {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `GET /match/<type>/<fn>`
    #[endpoint(GET, "/match/<type>/<fn>")]
    #[derive(Debug, Clone)]
    pub struct Match {
        pub r#type: String,
        pub r#fn: String,
        #[query("self")]
        #[example("1")]
        pub self_: String,
        #[query("crate")]
        #[example("2")]
        pub crate_: String,
        #[query("type")]
        #[example("3")]
        pub query_type: String,
    }

    impl Match {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                r#type: "type".to_owned(),
                r#fn: "fn".to_owned(),
                self_: "1".to_owned(),
                crate_: "2".to_owned(),
                query_type: "3".to_owned(),
            }
        }
    }

    /// `GET /self`
    #[endpoint(GET, "/self")]
    #[derive(Debug, Clone)]
    pub struct SelfItem;

    impl SelfItem {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `GET /string`
    #[endpoint(GET, "/string",
        /// x.
        #[example(r#"{"string": {"vec": {"a": 1}}, "option": [{"b": 2}]}"#)]
        200 => StringItemResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct StringItem;

    impl StringItem {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `GET /compare/<base>...<head>`
    #[endpoint(GET, "/compare/<base>...<head>")]
    #[derive(Debug, Clone)]
    pub struct Compare {
        pub base: String,
        pub head: String,
    }

    impl Compare {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                base: "base".to_owned(),
                head: "head".to_owned(),
            }
        }
    }

    /// `GET /search`
    #[endpoint(GET, "/search")]
    #[derive(Debug, Clone)]
    pub struct GetWithBody {
        #[body]
        #[example(r#"{"q": 1}"#)]
        pub body: GetWithBodyBody,
    }

    impl GetWithBody {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                body: GetWithBodyBody { q: 1 },
            }
        }
    }

    /// `GET /a`
    #[endpoint(GET, "/a", base = Other)]
    #[derive(Debug, Clone)]
    pub struct Elsewhere;

    impl Elsewhere {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `POST /b`
    // note: the body is declared as JSON but is not valid JSON; it is sent as text
    #[endpoint(POST, "/b")]
    #[derive(Debug, Clone)]
    pub struct BrokenJson {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("application/json")]
        pub content_type: String,
        #[body(Text)]
        #[example(r#"{"a": "#)]
        pub body: String,
    }

    impl BrokenJson {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "application/json".to_owned(),
                body: "{\"a\": ".to_owned(),
            }
        }
    }

    /// `PATCH /c`
    #[endpoint(PATCH, "/c")]
    #[derive(Debug, Clone)]
    pub struct MergePatch {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("application/merge-patch+json")]
        pub content_type: String,
        #[header("x-token")]
        #[secret]
        #[example("{{x-token}}")]
        pub x_token: String,
        #[example("null")]
        pub a: Patch<serde_json::Value>,
        #[example("[[1, 2], [3]]")]
        pub b: Vec<Vec<i64>>,
        #[example("[]")]
        pub c: Vec<serde_json::Value>,
        #[example(r#"{"e": {"f": null}}"#)]
        pub d: D,
    }

    impl MergePatch {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "application/merge-patch+json".to_owned(),
                x_token: "{{x-token}}".to_owned(),
                a: Patch::Null,
                b: vec![vec![1, 2], vec![3]],
                c: Vec::new(),
                d: D { e: E { f: None } },
            }
        }
    }

    /// `GET /d`
    #[endpoint(GET, "/d",
        /// made up.
        #[example("[]")]
        299 => Vec<serde_json::Value>,
        /// text.
        #[example(r#"not "found""#)]
        404 => String as Text,
        #[example(r#"[{"reason": "<string>"}]"#)]
        599 => MadeUpToo(Vec<Problem>),
    )]
    #[derive(Debug, Clone)]
    pub struct SavedOddly;

    impl SavedOddly {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `POST /e`
    #[endpoint(POST, "/e")]
    #[derive(Debug, Clone)]
    pub struct ListBody {
        #[body]
        #[example(r#"[{"id": 1, "userId": 2, "userName": "x"}]"#)]
        pub body: Vec<ListBodyItem>,
    }

    impl ListBody {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                body: vec![ListBodyItem {
                    id: 1,
                    user_id: 2,
                    user_name: "x".to_owned(),
                }],
            }
        }
    }

    /// `POST /f`
    #[endpoint(POST, "/f")]
    #[derive(Debug, Clone)]
    pub struct Mode;

    impl Mode {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }
}

/// The server at `https://other.example.com`.
#[derive(Debug, Clone, Copy, callpoint::Base)]
#[base("https://other.example.com")]
pub struct Other;

/// The body of status 200 of `StringItem`.
#[derive(Debug, Clone, Deserialize)]
pub struct StringItemResponse {
    pub string: StringItemResponseStringItem,
    pub option: Vec<OptionItem>,
}

/// The `string` of `StringItemResponse`.
#[derive(Debug, Clone, Deserialize)]
pub struct StringItemResponseStringItem {
    pub vec: VecItem,
}

/// The `vec` of `StringItemResponseStringItem`.
#[derive(Debug, Clone, Deserialize)]
pub struct VecItem {
    pub a: i64,
}

/// An item of `option` in `StringItemResponse`.
#[derive(Debug, Clone, Deserialize)]
pub struct OptionItem {
    pub b: i64,
}

/// The request body of `GetWithBody`.
#[derive(Debug, Clone, Serialize)]
pub struct GetWithBodyBody {
    pub q: i64,
}

/// The `d` of `MergePatch`.
#[derive(Debug, Clone, Serialize)]
pub struct D {
    pub e: E,
}

/// The `e` of `D`.
#[derive(Debug, Clone, Serialize)]
pub struct E {
    pub f: Option<serde_json::Value>,
}

/// An item of the body of status 599 of `SavedOddly`.
#[derive(Debug, Clone, Deserialize)]
pub struct Problem {
    pub reason: String,
}

/// The request body of `ListBody`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListBodyItem {
    pub id: i64,
    pub user_id: i64,
    pub user_name: String,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=9da58edd use:callpoint=a3946248 use:serde=37375d31 mod:类型_types=257a699f
// import: use:类型_types::callpoint=bedc2335 use:类型_types::super=e4d041fa 类型_types::更新链接=65b83eb1
// import: impl:类型_types::更新链接=637273d2 类型_types::Party=212a610c impl:类型_types::Party=5c592c9d
// import: 类型_types::GetParty=bc4f7d2a impl:类型_types::GetParty=3652b1c2 类型_types::ÉlanVital=85cf0f03
// import: impl:类型_types::ÉlanVital=f78b0427 类型_types::Match=3838b0be impl:类型_types::Match=bb77033e
// import: 类型_types::SelfItem=84bdadf0 impl:类型_types::SelfItem=3e7ced87
// import: 类型_types::StringItem=e3380834 impl:类型_types::StringItem=639079f3
// import: 类型_types::Compare=08b4baf6 impl:类型_types::Compare=8ddc48d5 类型_types::GetWithBody=2cd697cf
// import: impl:类型_types::GetWithBody=8b39d82c 类型_types::Elsewhere=d170867a
// import: impl:类型_types::Elsewhere=b0a39e76 类型_types::BrokenJson=b4c075c9
// import: impl:类型_types::BrokenJson=b937ac9c 类型_types::MergePatch=20052fee
// import: impl:类型_types::MergePatch=4e8862b9 类型_types::SavedOddly=a989936d
// import: impl:类型_types::SavedOddly=4f5dfb67 类型_types::ListBody=4d0a281a
// import: impl:类型_types::ListBody=54b3a146 类型_types::Mode=66f61dc8 impl:类型_types::Mode=809c774d
// import: Other=c424edf8 StringItemResponse=66bda681 StringItemResponseStringItem=62b8b6c7
// import: VecItem=ae55a45a OptionItem=1639ed3d GetWithBodyBody=577c9e33 D=5e3ee04f E=c1d57551
// import: Problem=f29182bd ListBodyItem=91a7e206
