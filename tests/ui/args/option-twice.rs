use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", timeout = "5s", timeout = "10s")]
struct GetLink {
    id: String,
}

fn main() {}
