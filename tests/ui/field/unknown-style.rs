use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(style = tabs)]
    statuses: Vec<String>,
}

fn main() {}
