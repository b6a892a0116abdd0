use callpoint::endpoint;

#[endpoint(GET, "/api/links/", 200 => (), default => Rejected(Problem))]
struct ListLinks;

#[derive(Debug, serde::Deserialize)]
struct Problem {
    code: String,
}

fn main() {}
