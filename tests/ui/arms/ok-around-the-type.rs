use callpoint::endpoint;

#[endpoint(GET, "/a", 200 => Ok(String))]
struct Get;

fn main() {}
