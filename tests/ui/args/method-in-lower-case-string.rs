use callpoint::endpoint;

#[endpoint("get", "/api/links/")]
struct ListLinks;

fn main() {}
