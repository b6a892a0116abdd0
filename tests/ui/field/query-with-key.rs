use callpoint::endpoint;

#[endpoint(GET, "/a")]
struct Get {
    #[query(name = "page[size]")]
    size: u8,
}

fn main() {}
