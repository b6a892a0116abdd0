use callpoint::endpoint;

#[endpoint(GET, "/api/100%/<id>/")]
struct GetLink {
    id: String,
}

fn main() {}
