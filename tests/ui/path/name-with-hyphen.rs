use callpoint::endpoint;

#[endpoint(GET, "/api/links/<link-id>/")]
struct GetLink {
    link_id: String,
}

fn main() {}
