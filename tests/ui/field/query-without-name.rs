use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query("")]
    page: u32,
}

fn main() {}
