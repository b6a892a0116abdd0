use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 404 => Problem)]
struct GetLink {
    id: String,
}

fn main() {}
