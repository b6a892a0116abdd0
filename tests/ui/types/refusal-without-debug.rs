use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 404 => Problem)]
struct GetLink {
    id: String,
}

#[derive(serde::Deserialize)]
struct Problem {
    message: String,
}

fn main() {}
