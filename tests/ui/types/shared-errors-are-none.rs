use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", errors = Problem)]
struct GetLink {
    id: String,
}

#[derive(Debug, serde::Deserialize)]
struct Problem {
    message: String,
}

fn main() {}
