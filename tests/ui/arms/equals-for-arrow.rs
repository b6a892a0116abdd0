use callpoint::endpoint;

#[endpoint(GET, "/a", 200 = String)]
struct Get;

fn main() {}
