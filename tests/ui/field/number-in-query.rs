use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(1)]
    page: u32,
}

fn main() {}
