use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[header("X-Request-Mode")]
    mode: Mode,
}

#[derive(Debug)]
enum Mode {
    Live,
    Cached,
}

fn main() {}
