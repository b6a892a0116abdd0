use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 200 => Found(Link))]
struct GetLink {
    id: String,
}

#[derive(serde::Deserialize)]
struct Link {
    id: String,
}

fn main() {}
