use callpoint::endpoint;

#[endpoint(GET, "/a", 200 "text/csv" | "text/plain" => String as Text)]
struct Get;

fn main() {}
