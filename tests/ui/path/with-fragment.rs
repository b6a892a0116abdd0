use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/#status")]
struct GetLink {
    id: String,
}

fn main() {}
