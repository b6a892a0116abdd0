use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", retries = "none")]
struct GetLink {
    id: String,
}

fn main() {}
