use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
enum Links {
    All,
    Active,
}

fn main() {}
