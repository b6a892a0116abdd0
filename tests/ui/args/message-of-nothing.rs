use callpoint::{ErrorSet, endpoint};

#[endpoint(GET, "/links", 200 => (), message)]
struct ListLinks;

#[endpoint(GET, "/links/<id>", 200 => (), message, errors = Shared)]
struct GetLink {
    id: String,
}

#[derive(Debug, ErrorSet)]
#[message(detail)]
enum Shared {
    #[status(404)]
    NotFound(String),
}

fn main() {}
