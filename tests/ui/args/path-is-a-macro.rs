use callpoint::endpoint;

#[endpoint(GET, concat!("/api", "/links/"))]
struct ListLinks;

fn main() {}
