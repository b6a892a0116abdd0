use callpoint::endpoint;

#[endpoint(GET, "/a", 200 => String as Json("application/hal+json", strict))]
struct Get;

fn main() {}
