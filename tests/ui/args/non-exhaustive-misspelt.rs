use callpoint::endpoint;

#[endpoint(GET, "/api/links/", nonexhaustive, 200 => Links { count: u64 })]
struct ListLinks;

fn main() {}
