use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 200 => Link as Yaml)]
struct GetLink {
    id: String,
}

#[derive(serde::Deserialize)]
struct Link {
    id: String,
}

struct Yaml;

fn main() {}
