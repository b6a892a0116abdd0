use callpoint::endpoint;

#[endpoint(GET, "/a", header = VERSION)]
struct Get;

fn main() {}
