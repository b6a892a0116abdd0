use callpoint::endpoint;
use serde::Deserialize;

#[endpoint(GET, "/links/<id>",
    #[message(code)]
    404 => Problem,
)]
struct GetLink {
    id: String,
}

#[derive(Debug, Deserialize)]
struct Problem {
    code: u16,
}

fn main() {}
