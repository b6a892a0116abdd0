use callpoint::endpoint;

#[endpoint(GET, "/api/links/", 200 => &str as Text)]
struct ListLinks;

fn main() {}
