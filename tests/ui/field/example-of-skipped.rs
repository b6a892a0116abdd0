use callpoint::endpoint;

#[endpoint(PUT, "/api/links/<id>/")]
struct UpdateLink {
    id: String,
    password: String,
    #[example("3")]
    #[serde(skip)]
    attempts: u32,
}

fn main() {}
