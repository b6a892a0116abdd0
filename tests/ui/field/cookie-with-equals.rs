use callpoint::endpoint;

#[endpoint(GET, "/a")]
struct Get {
    #[cookie = "session"]
    session: String,
}

fn main() {}
