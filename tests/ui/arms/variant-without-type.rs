use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 404 => Missing())]
struct GetLink {
    id: String,
}

fn main() {}
