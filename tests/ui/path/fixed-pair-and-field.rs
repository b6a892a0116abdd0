use callpoint::endpoint;

#[endpoint(GET, "/api/links/?page=1")]
struct ListLinks {
    #[query]
    page: u32,
}

fn main() {}
