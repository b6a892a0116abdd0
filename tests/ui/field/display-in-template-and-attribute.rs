use callpoint::endpoint;

#[endpoint(GET, "/api/links/?<page: Display>")]
struct ListLinks {
    #[query(Display)]
    page: u8,
}

fn main() {}
