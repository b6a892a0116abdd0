use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", timeout = 5)]
struct GetLink {
    id: String,
}

fn main() {}
