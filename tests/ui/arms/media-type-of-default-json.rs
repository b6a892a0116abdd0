use callpoint::endpoint;

#[endpoint(GET, "/a", 200 "text/csv" => String)]
struct Get;

fn main() {}
