use callpoint::endpoint;

#[endpoint(GET, "/a", headers = "X-Version: 2")]
struct Get;

fn main() {}
