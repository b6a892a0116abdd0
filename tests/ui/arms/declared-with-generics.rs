use callpoint::endpoint;

#[endpoint(GET, "/api/links/", 200 => Page<T> { items: Vec<T> })]
struct ListLinks<T> {
    #[query]
    filter: Option<T>,
}

fn main() {}
