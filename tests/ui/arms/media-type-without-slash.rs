use callpoint::endpoint;

#[endpoint(GET, "/a", 200 "csv" => String as Text)]
struct Get;

fn main() {}
