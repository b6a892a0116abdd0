use callpoint::endpoint;

#[endpoint(GET, "/api/links/", timeout = Duration::from_secs(5))]
struct ListLinks;

fn main() {}
