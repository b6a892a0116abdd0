use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[cookie("session")]
    session: String,
}

fn main() {}
