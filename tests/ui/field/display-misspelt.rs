use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(display)]
    page: u8,
    #[header("X-Size", display)]
    size: u8,
}

fn main() {}
