use callpoint::endpoint;

#[endpoint(GET, "/a", 404 => struct Missing { code: String })]
struct Get;

fn main() {}
