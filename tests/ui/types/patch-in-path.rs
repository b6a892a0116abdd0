use callpoint::{Patch, endpoint};

#[endpoint(GET, "/api/links/<id>/")]
struct ListLinks {
    id: Patch<u64>,
}

fn main() {}
