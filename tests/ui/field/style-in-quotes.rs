use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(style = "csv")]
    statuses: Vec<String>,
}

fn main() {}
