//! Library.
//!
//! The API key travels in header `X-Api-Key`.

use callpoint::{Deserialize, ErrorSet, OpenEnum, api};
use serde::Serialize;

/// The base URL for a client.
pub const BASE_URL: &str = "https://library.example.com";

#[api(auth = Bearer, errors = ApiError, message)]
pub mod books {
    use callpoint::{Bytes, Upload, endpoint};

    use super::{ApiError, Book, CreateBookAuthor, Problem, Status};

    /// `GET /books/`
    #[endpoint(GET, "/books/",
        /// The books.
        200 => Vec<Book>,
    )]
    #[derive(Debug, Clone)]
    pub struct ListBooks {
        #[query]
        pub page: Option<i64>,
        #[query]
        pub tag: Option<Vec<String>>,
        #[query("filter[status]")]
        pub filter_status: Option<Status>,
        #[header("X-Trace")]
        pub x_trace: Option<String>,
    }

    /// `POST /books/`
    #[endpoint(POST, "/books/",
        /// Made.
        201 => Book,
        /// Who are you?; Not for you.; Our fault.
        401 | 403 | 500 => Rejected(Problem),
        /// Invalid.
        422 => Vec<Problem>,
    )]
    #[derive(Debug, Clone)]
    #[serde(rename_all = "camelCase")]
    pub struct CreateBook {
        pub title: String,
        pub author: Option<CreateBookAuthor>,
        pub page_count: Option<i64>,
        pub tags: Option<Vec<String>>,
    }

    /// `GET /books/<id>/`
    #[endpoint(GET, "/books/<id>/",
        /// The book.
        200 => Book,
    )]
    #[derive(Debug, Clone)]
    pub struct GetBook {
        pub id: String,
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

    /// `GET /books/<id>/cover`
    #[endpoint(GET, "/books/<id>/cover",
        /// The cover.
        200 => Bytes as Raw("image/png"),
    )]
    #[derive(Debug, Clone)]
    pub struct GetCover {
        pub id: String,
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
        pub title: String,
        #[part]
        pub picture: Upload,
    }
}

#[api(auth = none, errors = ApiError)]
pub mod session {
    use callpoint::endpoint;

    use super::{ApiError, LogInResponse, ReplaceLoansBody};

    /// `POST /session`
    #[endpoint(POST, "/session",
        body = Form,
        /// Come in.
        200 => LogInResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct LogIn {
        pub user: String,
        #[secret]
        pub password: String,
    }

    /// `GET /status`
    #[endpoint(GET, "/status",
        /// How it is.
        200 => String as Text,
    )]
    #[derive(Debug, Clone)]
    pub struct GetStatus;

    /// `PUT /loans`
    #[endpoint(PUT, "/loans",
        auth = ApiKey,
        /// Later.
        202 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct ReplaceLoans {
        #[body]
        pub body: Vec<ReplaceLoansBody>,
    }
}

/// The error responses of the API.
#[derive(Debug, ErrorSet)]
#[message]
pub enum ApiError {
    /// Who are you?; Not for you.; No such book.; Our fault.
    #[status(401 | 403 | 404 | 500)]
    Rejected(Problem),
}

/// The `status` of `Book`.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    New,
    Old,
    /// What is not documented.
    Unknown(String),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Book {
    pub id: String,
    pub title: String,
    pub page_count: Option<i64>,
    pub status: Option<Status>,
}

#[derive(Debug, Clone, Deserialize, callpoint::ErrorMessage)]
pub struct Problem {
    pub code: String,
    #[message]
    pub message: String,
}

/// The `response` of `LogIn`.
#[derive(Debug, Clone, Deserialize)]
pub struct LogInResponse {
    pub token: String,
}

/// The `body` of `ReplaceLoans`.
#[derive(Debug, Clone, Serialize)]
pub struct ReplaceLoansBody {
    pub book: String,
}

/// The `author` of `CreateBook`.
#[derive(Debug, Clone, Serialize)]
pub struct CreateBookAuthor {
    #[serde(rename = "firstName", skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=efd31ffe use:callpoint=269ff839 use:serde=37375d31 BASE_URL=8e7b9357
// import: mod:books=b43365f8 use:books::callpoint=e0dfc71b use:books::super=e2a7b999
// import: books::ListBooks=2b88795a books::CreateBook=4eb4aec0 books::GetBook=c969fd5d
// import: books::DeleteBook=e146e661 books::GetCover=57f93e5f books::CreateCover=c3d8ede2
// import: mod:session=b7f0a989 use:session::callpoint=771f8b9c use:session::super=e29db28f
// import: session::LogIn=d03e74b6 session::GetStatus=64688033 session::ReplaceLoans=a5cbdf13
// import: ApiError=dc1c1564 Status=6b841f88 Book=80dbd02b Problem=bd17bd2a LogInResponse=428b50c8
// import: ReplaceLoansBody=2da0433b CreateBookAuthor=58c28880
