use callpoint::endpoint;

#[endpoint(GET, "/a", 200 => String; 404 => String)]
struct Get;

fn main() {}
