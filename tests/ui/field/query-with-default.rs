use callpoint::endpoint;

#[endpoint(GET, "/a")]
struct Get {
    #[query(default)]
    size: u8,
}

fn main() {}
