use callpoint::endpoint;

#[endpoint(GET, "/api/links/?<page>")]
struct ListLinks {
    page: Page,
}

struct Page {
    number: u32,
    size: u32,
}

fn main() {}
