use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(Display)]
    ids: Vec<LinkId>,
}

#[derive(Debug, serde::Serialize)]
struct LinkId(u64);

fn main() {}
