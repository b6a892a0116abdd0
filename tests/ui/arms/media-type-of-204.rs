use callpoint::endpoint;

#[endpoint(GET, "/a", 204 "text/csv" => ())]
struct Get;

fn main() {}
