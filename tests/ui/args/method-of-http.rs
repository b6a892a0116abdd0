use callpoint::endpoint;

#[endpoint(http::Method::GET, "/a")]
struct Get;

fn main() {}
