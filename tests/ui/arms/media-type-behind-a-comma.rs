use callpoint::endpoint;

#[endpoint(GET, "/a", 200, "text/csv" => String as Text)]
struct Get;

fn main() {}
