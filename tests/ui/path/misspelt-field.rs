use callpoint::endpoint;

#[endpoint(GET, "/api/links/<linkid>/")]
struct GetLink {
    link_id: String,
}

fn main() {}
