use callpoint::endpoint;

#[endpoint(HEAD, "/api/links/")]
struct ListLinks {
    #[body]
    filter: Filter,
}

#[derive(serde::Serialize)]
struct Filter {
    status: String,
}

fn main() {}
