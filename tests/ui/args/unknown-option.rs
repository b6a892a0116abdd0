use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", retries = 3)]
struct GetLink {
    id: String,
}

fn main() {}
