use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[header("X-Filter")]
    filter: std::collections::BTreeMap<String, String>,
}

fn main() {}
