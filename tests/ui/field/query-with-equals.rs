use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query = "page[size]"]
    page_size: u32,
}

fn main() {}
