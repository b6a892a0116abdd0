//! A crate of declarations, as its users read it.
#![deny(rustdoc::all, missing_docs)]

use callpoint::auth::Scheme;
use callpoint::{ErrorSet, FromResponse, OpenEnum, Patch, endpoint};
use serde::Deserialize;

/// One link.
#[derive(Debug, Deserialize)]
pub struct Link {
    /// Its id.
    pub id: String,
}

/// What is wrong.
#[derive(Debug, Deserialize)]
pub struct Problem {
    /// In words.
    pub detail: String,
}

/// The key of a project.
#[derive(Debug, Scheme)]
#[scheme(header = "X-Key")]
pub struct ProjectKey;

/// A status.
#[derive(Debug, Clone, OpenEnum)]
pub enum Status {
    /// It works.
    Valid,
    /// Another one.
    Other(String),
}

/// The errors of every endpoint.
#[derive(Debug, ErrorSet)]
pub enum ApiError {
    /// It is not there.
    #[status(404)]
    NotFound(Problem),
    /// It is broken.
    #[status(5xx)]
    Broken(Vec<Problem>),
}

/// Updates one link.
#[endpoint(PUT, "/links/<id>", auth = Basic,
    200 => Link,
    400 | 404 => Rejected(Vec<Problem>),
    409 => Conflict { code: String, since: Option<u64> },
    410 => Gone(Problem),
    422 => Invalid(Problem),
)]
#[derive(Debug, Clone)]
pub struct UpdateLink {
    /// The link.
    pub id: String,
    /// What the institution asks for.
    ///
    /// ```
    /// assert!(true);
    /// ```
    pub token: Option<String>,
    /// The new status.
    pub status: Option<Status>,
    /// A note that can be removed.
    pub note: Patch<String>,
    /// The password.
    #[secret]
    pub password: Option<String>,
    hidden: Option<Hidden>,
}

#[derive(Debug, Clone, serde::Serialize)]
struct Hidden;

/// Shows one link.
#[endpoint(GET, "/links/<id>", auth = ProjectKey | none, 200 => Link, errors = ApiError)]
#[derive(Debug)]
pub struct GetLink<'a, A: serde::Serialize> {
    /// The link.
    pub id: &'a str,
    /// Which fields.
    #[query]
    pub fields: Option<A>,
}

/// All of a response.
#[derive(Debug, FromResponse)]
pub struct Download {
    /// Its tag.
    #[header("etag")]
    pub etag: Option<String>,
}

/// Downloads.
#[endpoint(GET, "/download", 200 => Download as Whole)]
#[derive(Debug)]
pub struct GetDownload;

/// Says nothing of its responses.
#[endpoint(GET, "/raw")]
#[derive(Debug)]
pub struct GetRaw;
