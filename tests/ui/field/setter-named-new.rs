use callpoint::endpoint;

#[endpoint(GET, "/api/links/?<new>")]
struct ListLinks {
    new: Option<bool>,
}

fn main() {}
