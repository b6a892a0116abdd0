use callpoint::endpoint;

#[endpoint(GET, "/a", 200 "text/csv" => String as Text("text/plain"))]
struct Get;

fn main() {}
