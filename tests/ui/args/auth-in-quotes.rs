use callpoint::endpoint;

#[endpoint(GET, "/a", auth = "Basic")]
struct Get;

fn main() {}
