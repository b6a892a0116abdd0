use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id: u64>/")]
struct GetLink {
    id: u64,
}

fn main() {}
