use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(Display, "page")]
    page: u8,
}

fn main() {}
