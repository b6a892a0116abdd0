use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query("status" style = csv)]
    statuses: Vec<String>,
}

fn main() {}
