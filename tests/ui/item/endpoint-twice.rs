use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
#[endpoint(DELETE, "/api/links/<id>/")]
struct Link {
    id: String,
}

fn main() {}
