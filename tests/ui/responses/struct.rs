use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
struct Problem {
    message: String,
}

#[callpoint::endpoint(GET, "/api/links/", errors = Problem)]
struct ListLinks;

fn main() {}
