use callpoint::endpoint;

#[endpoint(GET, "/api/version", 200 => String as)]
struct GetVersion;

fn main() {}
