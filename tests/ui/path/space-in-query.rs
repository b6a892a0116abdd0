use callpoint::endpoint;

#[endpoint(GET, "/api/links/?order=created at&<page>")]
struct ListLinks {
    page: u32,
}

fn main() {}
