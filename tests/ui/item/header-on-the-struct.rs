use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
#[header("X-Request-Mode")]
struct GetLink {
    id: String,
}

fn main() {}
