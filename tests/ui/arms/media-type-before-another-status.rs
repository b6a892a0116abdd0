use callpoint::endpoint;

#[endpoint(GET, "/a", 200 "text/csv" | 201 => Done(String as Text))]
struct Get;

fn main() {}
