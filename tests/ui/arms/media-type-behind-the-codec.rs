use callpoint::endpoint;

#[endpoint(GET, "/a", 200 => String as Text "text/csv")]
struct Get;

fn main() {}
