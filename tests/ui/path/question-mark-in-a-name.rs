use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id?>")]
struct GetLink {
    id: u32,
}

fn main() {}
