//! What a new user writes first.

use callpoint::endpoint;
use serde::Deserialize;

#[endpoint(GET, "/a",
    200 text/csv => String as Text,
    201("text/csv") => String as Text,
    202 "csv" => String as Text,
    203 => Problem as "application/vnd.api+json",
    206 => Problem as Json(type = "application/vnd.api+json"),
    #[message = detail]
    400 => Problem,
    #[message(errors.0.detail)]
    401 => Listed(Problem),
    #[message(.detail)]
    402 => Dotted(Problem),
    #[mesage(detail)]
    403 => Misspelt(Problem),
)]
struct Get;

#[derive(Debug, Deserialize)]
struct Problem {
    detail: String,
}

fn main() {}
