use callpoint::endpoint;

#[endpoint(GET, "/api/links/:id/")]
struct GetLink {
    id: String,
}

fn main() {}
