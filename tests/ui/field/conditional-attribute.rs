use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[cfg_attr(all(), query)]
    page: u32,
}

fn main() {}
