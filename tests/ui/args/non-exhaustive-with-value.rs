use callpoint::endpoint;

#[endpoint(GET, "/api/links/", non_exhaustive = true, 200 => Links { count: u64 })]
struct ListLinks;

fn main() {}
