use callpoint::endpoint;

#[endpoint(GET, "/api/links/", 200 => #[derive(PartialEq, Debug, serde::Deserialize)] Links { count: u64 })]
struct ListLinks;

fn main() {}
