use callpoint::endpoint;

#[endpoint("GET /a")]
struct Get;

fn main() {}
