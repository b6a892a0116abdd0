use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(style = commas)]
    statuses: Vec<String>,
}

fn main() {}
