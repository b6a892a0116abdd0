use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[header("X-Request-Mode")]
    mode: String,
    #[header("x-request-mode")]
    other_mode: String,
}

fn main() {}
