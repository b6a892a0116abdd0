use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", max_retries)]
struct GetLink {
    id: String,
}

fn main() {}
