use callpoint::endpoint;

#[endpoint(GET, "/api/links/<at>/")]
struct ListLinks {
    at: std::collections::HashMap<String, String>,
}

fn main() {}
