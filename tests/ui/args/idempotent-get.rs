use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", idempotent)]
struct GetLink {
    id: String,
}

fn main() {}
