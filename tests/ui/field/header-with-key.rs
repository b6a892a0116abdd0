use callpoint::endpoint;

#[endpoint(GET, "/a")]
struct Get {
    #[header(name = "X-Mode")]
    mode: String,
}

fn main() {}
