use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[param]
    page: u32,
}

fn main() {}
