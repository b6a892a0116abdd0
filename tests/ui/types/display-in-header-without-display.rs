use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[header("X-Link", Display)]
    id: Option<LinkId>,
}

#[derive(Debug, serde::Serialize)]
struct LinkId(u64);

fn main() {}
