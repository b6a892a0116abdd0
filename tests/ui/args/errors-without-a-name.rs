use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 200 => String as Text, errors = [Problem])]
struct GetLink {
    id: String,
}

#[derive(Debug, serde::Deserialize)]
struct Problem {
    message: String,
}

fn main() {}
