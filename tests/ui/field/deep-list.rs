use callpoint::endpoint;

#[endpoint(GET, "/api/links/", 204 => ())]
struct ListLinks {
    #[query(style = deep)]
    tags: Vec<String>,
}

fn main() {}
