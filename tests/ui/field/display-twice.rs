use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query("page", Display, Display)]
    page: u8,
}

fn main() {}
