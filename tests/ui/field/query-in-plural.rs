use callpoint::endpoint;

#[endpoint(GET, "/a")]
struct Get {
    #[queries]
    size: u8,
}

fn main() {}
