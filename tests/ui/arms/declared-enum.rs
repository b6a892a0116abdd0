use callpoint::endpoint;

#[endpoint(GET, "/api/links/", 200 => enum Links { None, Some })]
struct ListLinks;

fn main() {}
