use callpoint::endpoint;

#[endpoint(GET, "/api/links/?<page>")]
struct ListLinks {
    #[query("p")]
    page: u32,
}

fn main() {}
