use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[header(Display, "X-Page")]
    page: u8,
}

fn main() {}
