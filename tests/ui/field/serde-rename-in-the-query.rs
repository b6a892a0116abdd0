use callpoint::endpoint;

#[endpoint(GET, "/a")]
struct Get {
    #[query]
    #[serde(rename = "page-size")]
    size: u8,
}

fn main() {}
