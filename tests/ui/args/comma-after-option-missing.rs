use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", timeout = "5s" auth = none)]
struct GetLink {
    id: String,
}

fn main() {}
