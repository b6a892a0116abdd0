use callpoint::endpoint;

#[endpoint(GET, "/api/links/", max_response = 64 * 1024)]
struct ListLinks;

fn main() {}
