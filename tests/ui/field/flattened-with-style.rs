use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(flatten, style = csv)]
    filter: std::collections::BTreeMap<String, String>,
}

fn main() {}
