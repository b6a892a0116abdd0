use callpoint::endpoint;

#[endpoint(GET, "/api/<path..>")]
struct ListLinks {
    path: std::collections::BTreeMap<String, String>,
}

fn main() {}
