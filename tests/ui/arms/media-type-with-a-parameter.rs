use callpoint::endpoint;

#[endpoint(GET, "/a", 200 "text/csv; charset=utf-8" => String as Text)]
struct Get;

fn main() {}
