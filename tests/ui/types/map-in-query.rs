use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query]
    filter: std::collections::BTreeMap<String, String>,
}

fn main() {}
