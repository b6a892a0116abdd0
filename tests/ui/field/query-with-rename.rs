use callpoint::endpoint;

#[endpoint(GET, "/a")]
struct Get {
    #[query(rename = "page[size]")]
    size: u8,
}

fn main() {}
