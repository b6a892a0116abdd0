use callpoint::endpoint;

const LINKS: &str = "/api/links/";

#[endpoint(GET, LINKS)]
struct ListLinks;

fn main() {}
