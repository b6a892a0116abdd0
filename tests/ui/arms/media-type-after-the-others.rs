use callpoint::endpoint;

#[endpoint(GET, "/a", 404 => String, 404 "text/csv" => String as Text)]
struct Get;

fn main() {}
