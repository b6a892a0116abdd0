use callpoint::endpoint;

#[endpoint(GET, "/a", header = ("X-Version", "2"))]
struct Get;

fn main() {}
