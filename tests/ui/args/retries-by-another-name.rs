use callpoint::endpoint;

#[endpoint(GET, "/a", retries = 3)]
struct Get;

fn main() {}
