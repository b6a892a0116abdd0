use callpoint::endpoint;

#[endpoint(GET, "/a", 200 => Json("application/hal+json"))]
struct Get;

fn main() {}
