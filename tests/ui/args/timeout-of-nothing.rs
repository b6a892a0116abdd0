use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", timeout = "0s")]
struct GetLink {
    id: String,
}

fn main() {}
