use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", timeout = "5 min")]
struct GetLink {
    id: String,
}

fn main() {}
