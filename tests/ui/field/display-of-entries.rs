use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(style = deep, Display)]
    filter: Filter,
}

struct Filter;

fn main() {}
