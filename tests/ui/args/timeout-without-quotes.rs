use callpoint::endpoint;

#[endpoint(GET, "/a", timeout = 5s)]
struct Get;

fn main() {}
