use callpoint::endpoint;

#[endpoint(GET, "/a", "text/csv" 200 => String as Text)]
struct Get;

fn main() {}
