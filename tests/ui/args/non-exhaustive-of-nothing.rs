use callpoint::endpoint;

#[endpoint(GET, "/api/links/", non_exhaustive, 200 => Vec<String>, 404 => ())]
struct ListLinks;

fn main() {}
