use callpoint::endpoint;

#[endpoint(GET, "/a", errors = [One, Two])]
struct Get;

fn main() {}
