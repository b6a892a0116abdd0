use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[qeury]
    page: u32,
}

fn main() {}
