use callpoint::endpoint;

#[endpoint(GET, "/api/links/?page={page}")]
struct ListLinks {
    page: u32,
}

fn main() {}
