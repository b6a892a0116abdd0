use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query]
    page: Option<u32>,
    #[query]
    page: u32,
}

fn main() {}
