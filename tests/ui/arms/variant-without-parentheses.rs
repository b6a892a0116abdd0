use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 404 => NotFound)]
struct GetLink {
    id: String,
}

fn main() {}
