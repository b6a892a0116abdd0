use callpoint::endpoint;

#[endpoint(GET, "/api/links/?<page>&&<page_size>")]
struct ListLinks {
    page: u32,
    page_size: u32,
}

fn main() {}
