use callpoint::Responses;

#[derive(Debug, Responses)]
struct Problem {
    message: String,
}

#[callpoint::endpoint(GET, "/api/links/", errors = Problem)]
struct ListLinks;

fn main() {}
