use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
struct GetLink {
    #[cfg(any())]
    id: String,
}

fn main() {}
