use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[body]
    filter: Filter,
}

#[derive(serde::Serialize)]
struct Filter {
    status: String,
}

fn main() {}
