use callpoint::endpoint;

#[endpoint(GET, "/api/links/", auth => Basic)]
struct ListLinks;

fn main() {}
