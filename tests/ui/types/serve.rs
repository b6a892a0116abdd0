use std::fmt;

use callpoint::{ErrorSet, FromResponse, OpenEnum, endpoint};
use serde::{Deserialize, Serialize};

/// It is sent, and never read.
#[derive(Serialize)]
struct Sent;

/// It is read, and never written.
#[derive(Debug, Clone, Deserialize)]
struct Received;

struct Shown;

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("shown")
    }
}

#[endpoint(GET, "/<id>", serve, 204 => ())]
struct InPath {
    id: Sent,
}

#[endpoint(GET, "/", serve, 204 => ())]
struct InQuery {
    #[query]
    kind: Option<Sent>,
}

#[endpoint(GET, "/", serve, 204 => ())]
struct InFlatten {
    #[query(flatten)]
    filter: Sent,
}

#[endpoint(GET, "/", serve, 204 => ())]
struct ByDisplay {
    #[query(Display)]
    kind: Shown,
}

#[endpoint(PUT, "/", serve, 204 => ())]
struct InBody {
    kind: Sent,
}

#[endpoint(PUT, "/", serve, 204 => ())]
struct Whole {
    #[body]
    body: Sent,
}

#[endpoint(POST, "/", serve, body = Multipart, 204 => ())]
struct InPart {
    #[part]
    part: Sent,
}

#[endpoint(GET, "/", serve, 200 => Received)]
struct Output;

#[endpoint(GET, "/", serve, 200 => Page { items: Vec<Received> })]
struct InPlace;

#[endpoint(GET, "/", serve, 204 => (), 404 => Missing(Received))]
struct OwnError;

#[derive(Debug, ErrorSet)]
enum Unserved {
    #[status(404)]
    Missing(String),
}

#[endpoint(GET, "/", serve, errors = Unserved, 204 => ())]
struct WithUnserved;

#[derive(Debug, ErrorSet)]
#[serve]
enum Served {
    #[status(404)]
    Missing(Received),
}

#[derive(FromResponse)]
struct Download {
    #[header("etag")]
    etag: String,
}

#[endpoint(GET, "/", serve, 200 => Download as Whole)]
struct GetDownload;

#[derive(FromResponse)]
#[serve]
struct Tagged {
    #[header("etag")]
    etag: Tag,
}

struct Tag;

impl std::str::FromStr for Tag {
    type Err = fmt::Error;

    fn from_str(_: &str) -> Result<Self, fmt::Error> {
        Ok(Self)
    }
}

#[derive(OpenEnum)]
enum Kind {
    A,
    Other(String),
}

// Without `serve` none of it is asked for.
#[endpoint(GET, "/<id>", 200 => Received)]
struct Plain {
    id: Sent,
    #[query]
    kind: Kind,
}

fn main() {}
