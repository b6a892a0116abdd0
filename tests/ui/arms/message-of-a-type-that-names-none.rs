use callpoint::endpoint;
use serde::Deserialize;

#[endpoint(GET, "/links/<id>",
    #[message]
    404 => Problem,
)]
struct GetLink {
    id: String,
}

#[derive(Debug, Deserialize)]
struct Problem {
    detail: String,
}

fn main() {}
