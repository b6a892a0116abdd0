use callpoint::endpoint;

#[endpoint(GET, "/api/links/<at>/")]
struct ListLinks {
    at: (f64, f64),
}

fn main() {}
