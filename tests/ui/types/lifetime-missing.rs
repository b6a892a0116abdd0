use callpoint::endpoint;

#[endpoint(PUT, "/api/links/<id>/")]
struct UpdateLink {
    id: &str,
    password: String,
}

fn main() {}
