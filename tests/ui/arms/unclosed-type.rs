use callpoint::endpoint;

#[endpoint(GET, "/api/links/", 200 => Vec<u8, 404 => Problem)]
struct ListLinks;

#[derive(Debug, serde::Deserialize)]
struct Problem {
    code: String,
}

fn main() {}
