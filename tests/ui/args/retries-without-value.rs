use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", retries)]
struct GetLink {
    id: String,
}

fn main() {}
