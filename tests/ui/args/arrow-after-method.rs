use callpoint::endpoint;

#[endpoint(GET => "/api/links/")]
struct ListLinks;

fn main() {}
