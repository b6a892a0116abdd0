use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id: Display>/")]
struct ListLinks {
    id: LinkId,
}

#[derive(Debug, serde::Serialize)]
struct LinkId(u64);

fn main() {}
