use callpoint::endpoint;

#[endpoint(GET, "/api/links/", crate = "callpoint")]
struct ListLinks;

fn main() {}
