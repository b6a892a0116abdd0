use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
struct GetLink {
    #[query]
    id: String,
}

fn main() {}
