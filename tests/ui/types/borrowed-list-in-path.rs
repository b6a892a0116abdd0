use callpoint::endpoint;

#[endpoint(GET, "/api/links/<ids: Display>/")]
struct ListLinks {
    ids: &'static [u64],
}

fn main() {}
