use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
struct GetLink {
    #[example("7")]
    #[example("8")]
    id: String,
}

fn main() {}
