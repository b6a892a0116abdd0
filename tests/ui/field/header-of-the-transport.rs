use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[header("Content-Length")]
    length: u64,
}

fn main() {}
