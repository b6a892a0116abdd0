use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
struct GetLink {
    #[path]
    id: String,
}

fn main() {}
