use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query]
    filter: Vec<(String, String)>,
}

fn main() {}
