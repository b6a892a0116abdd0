use callpoint::endpoint;

#[endpoint(GET, url = "/a")]
struct Get;

fn main() {}
