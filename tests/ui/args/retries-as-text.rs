use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", max_retries = "none")]
struct GetLink {
    id: String,
}

fn main() {}
