use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query]
    #[example(20)]
    page_size: Option<u32>,
}

fn main() {}
