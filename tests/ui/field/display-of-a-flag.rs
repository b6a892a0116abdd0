use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(Display, flag)]
    archived: bool,
}

fn main() {}
