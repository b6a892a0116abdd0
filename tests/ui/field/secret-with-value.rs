use callpoint::endpoint;

#[endpoint(PUT, "/api/links/<id>/")]
struct UpdateLink {
    id: String,
    #[secret("***")]
    password: String,
}

fn main() {}
