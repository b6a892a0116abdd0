//! Library.
//!
//! The base URL is `https://library.example.com`.
//!
//! The API key travels in header `X-Api-Key`.

use callpoint::{Deserialize, ErrorSet, api};
use serde::Serialize;

#[api(auth = Bearer, errors = ApiError, message)]
pub mod books {
    use callpoint::{Bytes, Upload, endpoint};

    use super::{ApiError, Author, Book, Problem};

    /// `GET /books/`
    #[endpoint(GET, "/books/",
        /// The books.
        #[example(r#"[
          {
            "id": "8b2d4d4e-0000-4000-8000-000000000001",
            "title": "The Hobbit",
            "pageCount": 310,
            "status": "old"
          }
        ]"#)]
        200 => Vec<Book>,
    )]
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
    #[endpoint(POST, "/books/",
        /// Made.
        #[example(r#"{
          "id": "8b2d4d4e-0000-4000-8000-000000000001",
          "title": "The Hobbit",
          "pageCount": 310,
          "status": "old"
        }"#)]
        201 => Book,
        /// Who are you?; Not for you.; Our fault.
        ///
        /// With 403: `{"code": "x", "message": "Not for you."}`.
        ///
        /// With 500: `{"code": "x", "message": "Our fault."}`.
        #[example(r#"{"code": "x", "message": "Who are you?"}"#)]
        401 | 403 | 500 => Rejected(Problem),
        /// Invalid.
        #[example(r#"[{"code": "x", "message": "y"}]"#)]
        422 => Vec<Problem>,
    )]
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
    #[endpoint(GET, "/books/<id>/",
        /// The book.
        #[example(r#"{
          "id": "8b2d4d4e-0000-4000-8000-000000000001",
          "title": "The Hobbit",
          "pageCount": 310,
          "status": "old"
        }"#)]
        200 => Book,
    )]
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
    #[endpoint(DELETE, "/books/<id>/",
        /// Gone.
        204 => (),
    )]
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
    #[endpoint(GET, "/books/<id>/cover",
        header = "Accept: image/png",
        /// The cover.
        200 => Bytes as Raw,
    )]
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
    #[endpoint(POST, "/books/<id>/cover",
        body = Multipart,
        /// Stored.
        204 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct CreateCover {
        pub id: String,
        #[part]
        #[example("Front")]
        pub title: String,
        #[part]
        #[example("cover.png")]
        pub picture: Upload,
    }

    impl CreateCover {
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
}

#[api(auth = none, errors = ApiError)]
pub mod session {
    use callpoint::endpoint;

    use super::{ApiError, ReplaceLoansItem, Session};

    /// `POST /session`
    #[endpoint(POST, "/session",
        body = Form,
        /// Come in.
        #[example(r#"{"token": "t"}"#)]
        200 => Session,
    )]
    #[derive(Debug, Clone)]
    pub struct LogIn {
        #[example("bilbo")]
        pub user: String,
        #[secret]
        #[example("{{password}}")]
        pub password: String,
    }

    impl LogIn {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                user: "bilbo".to_owned(),
                password: "{{password}}".to_owned(),
            }
        }
    }

    /// `GET /status`
    #[endpoint(GET, "/status",
        /// How it is.
        #[example("fine")]
        200 => String as Text,
    )]
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
    #[endpoint(PUT, "/loans",
        auth = ApiKey,
        /// Later.
        202 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct ReplaceLoans {
        #[body]
        #[example(r#"[{"book": "8b2d4d4e"}]"#)]
        pub body: Vec<ReplaceLoansItem>,
    }

    impl ReplaceLoans {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                body: vec![ReplaceLoansItem {
                    book: "8b2d4d4e".to_owned(),
                }],
            }
        }
    }
}

/// The error responses of the API.
#[derive(Debug, ErrorSet)]
#[message]
pub enum ApiError {
    /// Who are you?; Not for you.; No such book.; Our fault.
    ///
    /// With 403: `{"code": "x", "message": "Not for you."}`.
    ///
    /// With 404: `{"code": "x", "message": "No such book."}`.
    ///
    /// With 500: `{"code": "x", "message": "Our fault."}`.
    #[status(401 | 403 | 404 | 500)]
    #[example(r#"{"code": "x", "message": "Who are you?"}"#)]
    Rejected(Problem),
}

/// An item of the body of status 200 of `ListBooks`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Book {
    pub id: String,
    pub title: String,
    pub page_count: i64,
    pub status: String,
}

/// An error response.
#[derive(Debug, Clone, Deserialize, callpoint::ErrorMessage)]
pub struct Problem {
    pub code: String,
    #[message]
    pub message: String,
}

/// The `author` of `CreateBook`.
#[derive(Debug, Clone, Serialize)]
pub struct Author {
    #[serde(rename = "firstName")]
    pub first_name: String,
}

/// The body of status 200 of `LogIn`.
#[derive(Debug, Clone, Deserialize)]
pub struct Session {
    pub token: String,
}

/// The request body of `ReplaceLoans`.
#[derive(Debug, Clone, Serialize)]
pub struct ReplaceLoansItem {
    pub book: String,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=dbda518c use:callpoint=ff7fdb24 use:serde=37375d31 mod:books=b43365f8
// import: use:books::callpoint=e0dfc71b use:books::super=65014a55 books::ListBooks=5227b21f
// import: impl:books::ListBooks=b98270d6 books::CreateBook=31ee7bf3 impl:books::CreateBook=fae72f47
// import: books::GetBook=8f1bb153 impl:books::GetBook=99b06c96 books::DeleteBook=e146e661
// import: impl:books::DeleteBook=6e8dfab5 books::GetCover=c2a4e83e impl:books::GetCover=ec807284
// import: books::CreateCover=426154a2 impl:books::CreateCover=c1ccb6eb mod:session=b7f0a989
// import: use:session::callpoint=771f8b9c use:session::super=e0569198 session::LogIn=db64ddc8
// import: impl:session::LogIn=6cade424 session::GetStatus=aec8ccb2 impl:session::GetStatus=e055f53f
// import: session::ReplaceLoans=3d27695b impl:session::ReplaceLoans=638d2cb1 ApiError=4eb58a33
// import: Book=a059f3a2 Problem=95130c9c Author=25de27de Session=f5ea3cee ReplaceLoansItem=91a95890
