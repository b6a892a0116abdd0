use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(csv)]
    statuses: Vec<String>,
}

fn main() {}
