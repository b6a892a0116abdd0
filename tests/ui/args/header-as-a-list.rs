use callpoint::endpoint;

#[endpoint(GET, "/a", header = ["X-Version: 2", "X-Mode: b"])]
struct Get;

fn main() {}
