use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
union GetLink {
    id: u64,
    number: u64,
}

fn main() {}
