use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(style = cvs)]
    statuses: Vec<String>,
}

fn main() {}
