use callpoint::endpoint;

#[endpoint(GET, "/api/links/", 200 => BTreeMap<String, Link { id: String }>)]
struct ListLinks;

fn main() {}
