use callpoint::endpoint;

#[endpoint(GET, "/api/links/?<page>")]
struct ListLinks {
    #[header("X-Page")]
    page: u32,
}

fn main() {}
