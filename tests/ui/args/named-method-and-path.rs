use callpoint::endpoint;

#[endpoint(method = GET, path = "/api/links/<id>/")]
struct GetLink {
    id: String,
}

fn main() {}
