use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 404 => Missing(String) as Text)]
struct GetLink {
    id: String,
}

fn main() {}
