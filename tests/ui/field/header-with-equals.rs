use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[header = "X-Request-Mode"]
    mode: String,
}

fn main() {}
