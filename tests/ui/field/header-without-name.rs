use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[header]
    request_mode: String,
}

fn main() {}
