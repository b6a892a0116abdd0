use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 200 => Link { id: String, owner: Owner })]
struct GetLink {
    id: String,
}

#[derive(Debug, serde::Deserialize)]
struct Owner {
    name: String,
}

fn main() {}
