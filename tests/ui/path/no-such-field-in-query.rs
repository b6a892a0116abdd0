use callpoint::endpoint;

#[endpoint(GET, "/api/links/?<page>&<pagesize>")]
struct ListLinks {
    page: u32,
    page_size: u32,
}

fn main() {}
