use callpoint::endpoint;

#[endpoint(GET, "/api/links/<ids>/")]
struct GetLinks {
    ids: Vec<String>,
}

fn main() {}
