//! The endpoints of the documentation.
//!
//! The base URL is `https://library.example.com`.

use callpoint::api;
use serde::Serialize;

/// All calls.
#[api]
pub mod calls {
    use callpoint::{Upload, endpoint};

    use super::{Author, UpdateLoansItem};

    /// `GET /books/`
    #[endpoint(GET, "/books/", auth = Bearer, header = "Accept: application/json")]
    #[derive(Debug, Clone)]
    pub struct ListBooks {
        #[query]
        #[example("1")]
        pub page: i64,
        #[query]
        #[example(r#"["new", "old"]"#)]
        pub tag: Vec<String>,
        #[query("filter[status]")]
        #[example("new")]
        pub filter_status: String,
        #[header("X-Trace")]
        #[example("on")]
        pub x_trace: String,
    }

    impl ListBooks {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                page: 1,
                tag: vec!["new".to_owned(), "old".to_owned()],
                filter_status: "new".to_owned(),
                x_trace: "on".to_owned(),
            }
        }
    }

    /// `POST /books/`
    #[endpoint(POST, "/books/", auth = Bearer, header = "Accept: application/json")]
    #[derive(Debug, Clone)]
    #[serde(rename_all = "camelCase")]
    pub struct CreateBook {
        #[example("The Hobbit")]
        pub title: String,
        #[example(r#"{"firstName": "John"}"#)]
        pub author: Author,
        #[example("310")]
        pub page_count: i64,
        #[example(r#"["new"]"#)]
        pub tags: Vec<String>,
    }

    impl CreateBook {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                title: "The Hobbit".to_owned(),
                author: Author {
                    first_name: "John".to_owned(),
                },
                page_count: 310,
                tags: vec!["new".to_owned()],
            }
        }
    }

    /// `GET /books/<id>/`
    #[endpoint(GET, "/books/<id>/", auth = Bearer, header = "Accept: application/json")]
    #[derive(Debug, Clone)]
    pub struct GetBook {
        pub id: String,
    }

    impl GetBook {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                id: "id".to_owned(),
            }
        }
    }

    /// `DELETE /books/<id>/`
    #[endpoint(DELETE, "/books/<id>/", auth = Bearer)]
    #[derive(Debug, Clone)]
    pub struct DeleteBook {
        pub id: String,
    }

    impl DeleteBook {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                id: "id".to_owned(),
            }
        }
    }

    /// `GET /books/<id>/cover`
    #[endpoint(GET, "/books/<id>/cover", auth = Bearer)]
    #[derive(Debug, Clone)]
    pub struct GetCover {
        pub id: String,
    }

    impl GetCover {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                id: "id".to_owned(),
            }
        }
    }

    /// `POST /books/<id>/cover`
    #[endpoint(POST, "/books/<id>/cover", auth = Bearer, body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct PostBookCover {
        pub id: String,
        #[part]
        #[example("Front")]
        pub title: String,
        #[part]
        #[example("cover.png")]
        pub picture: Upload,
    }

    impl PostBookCover {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                id: "id".to_owned(),
                title: "Front".to_owned(),
                picture: Upload::bytes("").file_name("cover.png"),
            }
        }
    }

    /// `POST /session`
    #[endpoint(POST, "/session", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostSession {
        #[example("bilbo")]
        pub user: String,
        #[secret]
        #[example("$PASSWORD")]
        pub password: String,
    }

    impl PostSession {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                user: "bilbo".to_owned(),
                password: "$PASSWORD".to_owned(),
            }
        }
    }

    /// `GET /status`
    #[endpoint(GET, "/status")]
    #[derive(Debug, Clone)]
    pub struct GetStatus;

    impl GetStatus {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `PUT /loans`
    #[endpoint(PUT, "/loans")]
    #[derive(Debug, Clone)]
    pub struct UpdateLoans {
        #[header("X-Api-Key")]
        #[secret]
        #[example("$KEY")]
        pub x_api_key: String,
        #[body]
        #[example(r#"[{"book": "8b2d4d4e"}]"#)]
        pub body: Vec<UpdateLoansItem>,
    }

    impl UpdateLoans {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                x_api_key: "$KEY".to_owned(),
                body: vec![UpdateLoansItem {
                    book: "8b2d4d4e".to_owned(),
                }],
            }
        }
    }
}

/// The `author` of `CreateBook`.
#[derive(Debug, Clone, Serialize)]
pub struct Author {
    #[serde(rename = "firstName")]
    pub first_name: String,
}

/// The request body of `UpdateLoans`.
#[derive(Debug, Clone, Serialize)]
pub struct UpdateLoansItem {
    pub book: String,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=a67a3309 use:callpoint=ced147f8 use:serde=37375d31 mod:calls=a5126521
// import: use:calls::callpoint=d1af55ac use:calls::super=f3f9d10f calls::ListBooks=fbe5ddcd
// import: impl:calls::ListBooks=b98270d6 calls::CreateBook=3c8c0295 impl:calls::CreateBook=fae72f47
// import: calls::GetBook=094d13cf impl:calls::GetBook=99b06c96 calls::DeleteBook=1121b84b
// import: impl:calls::DeleteBook=6e8dfab5 calls::GetCover=fe0add70 impl:calls::GetCover=ec807284
// import: calls::PostBookCover=e8d16fc7 impl:calls::PostBookCover=947f9ddc
// import: calls::PostSession=9c8a2507 impl:calls::PostSession=8b6b7b46 calls::GetStatus=e306583a
// import: impl:calls::GetStatus=e055f53f calls::UpdateLoans=a267cfb4
// import: impl:calls::UpdateLoans=865ceb38 Author=25de27de UpdateLoansItem=5c0f8fd4
