use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
struct GetLink {
    id: Option<u64>,
}

fn main() {}
