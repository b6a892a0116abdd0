use callpoint::endpoint;

#[endpoint(GET, "/api/links/", 204 => ())]
struct ListLinks {
    #[query(flatten)]
    page: Option<u32>,
}

fn main() {}
