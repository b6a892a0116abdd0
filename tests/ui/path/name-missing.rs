use callpoint::endpoint;

#[endpoint(GET, "/api/links/<>/")]
struct GetLink {
    id: String,
}

fn main() {}
