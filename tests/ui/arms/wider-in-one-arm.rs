use callpoint::{ErrorSet, endpoint};

#[endpoint(GET, "/api/links/", _ | 404 => Problem)]
struct ListLinks;

#[derive(Debug, ErrorSet)]
enum LinkError {
    #[status(4xx | 404)]
    Rejected(Problem),
}

#[derive(Debug, serde::Deserialize)]
struct Problem {
    message: String,
}

fn main() {}
