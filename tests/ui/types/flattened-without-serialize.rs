use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(flatten)]
    filter: Filter,
}

struct Filter {
    status: String,
}

fn main() {}
