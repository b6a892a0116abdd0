use callpoint::endpoint;

#[endpoint(GET, "/a")]
struct Get {
    #[headers]
    all: String,
}

fn main() {}
