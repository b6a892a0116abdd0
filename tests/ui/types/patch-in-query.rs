use callpoint::{Patch, endpoint};

#[endpoint(GET, "/api/links/?<page>")]
struct ListLinks {
    page: Patch<u32>,
}

fn main() {}
