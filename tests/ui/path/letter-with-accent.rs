use callpoint::endpoint;

#[endpoint(GET, "/api/enlacés/<id>/")]
struct GetLink {
    id: String,
}

fn main() {}
