use callpoint::endpoint;

#[endpoint(GET, "/a", header = "X-Version: 1", header = "x-version: 2")]
struct Get;

fn main() {}
