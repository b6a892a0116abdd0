use callpoint::endpoint;

#[endpoint(GET, "/api/links/", 400-499 => Rejected(Problem))]
struct ListLinks;

#[derive(Debug, serde::Deserialize)]
struct Problem {
    code: String,
}

fn main() {}
