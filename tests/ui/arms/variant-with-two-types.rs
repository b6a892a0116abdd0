use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 404 => Missing(String, u16))]
struct GetLink {
    id: String,
}

fn main() {}
