use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
struct GetLink;

fn main() {}
