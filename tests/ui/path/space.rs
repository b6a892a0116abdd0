use callpoint::endpoint;

#[endpoint(GET, "/api/my links/<id>/")]
struct GetLink {
    id: String,
}

fn main() {}
