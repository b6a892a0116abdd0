use callpoint::endpoint;

#[endpoint(HEAD, "/api/links/<id>/", 200 => Link)]
struct CheckLink {
    id: String,
}

#[derive(serde::Deserialize)]
struct Link {
    id: String,
}

fn main() {}
