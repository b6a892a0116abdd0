use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query]
    #[header("X-Page")]
    page: u32,
}

fn main() {}
