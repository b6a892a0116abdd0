use callpoint::endpoint;

#[endpoint(GET, "/a", cookie = "debug=1")]
struct Get;

fn main() {}
