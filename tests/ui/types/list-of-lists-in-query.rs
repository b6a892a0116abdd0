use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(style = csv)]
    rows: Option<Vec<Vec<u64>>>,
}

fn main() {}
