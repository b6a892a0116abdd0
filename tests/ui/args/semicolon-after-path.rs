use callpoint::endpoint;

#[endpoint(GET, "/api/links/"; 404 => ())]
struct ListLinks;

fn main() {}
