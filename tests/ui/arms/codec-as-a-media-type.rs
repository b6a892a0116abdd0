use callpoint::endpoint;

#[endpoint(GET, "/a", 200 => String as application/json)]
struct Get;

fn main() {}
