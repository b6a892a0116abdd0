use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 200 => Link { id, status })]
struct GetLink {
    id: String,
}

fn main() {}
