use callpoint::endpoint;

#[endpoint(GET, "/a", 404 => String | u8)]
struct Get;

fn main() {}
