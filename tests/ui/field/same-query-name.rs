use callpoint::endpoint;

#[endpoint(GET, "/api/links/?<page>")]
struct ListLinks {
    page: u32,
    #[query("page")]
    number: u32,
}

fn main() {}
