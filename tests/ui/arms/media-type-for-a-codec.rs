use callpoint::endpoint;

#[endpoint(GET, "/a", 200 => String as "text/csv")]
struct Get;

fn main() {}
