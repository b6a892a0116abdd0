use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id: display>")]
struct ListLinks {
    id: u8,
}

fn main() {}
