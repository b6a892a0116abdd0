use callpoint::endpoint;

#[endpoint(GET, "/api/links/", 204 => ())]
struct ListLinks {
    #[callpoint::query]
    page: u32,
}

fn main() {}
