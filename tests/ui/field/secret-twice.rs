use callpoint::endpoint;

#[endpoint(PUT, "/api/links/<id>/")]
struct UpdateLink {
    id: String,
    #[secret]
    #[secret]
    password: String,
}

fn main() {}
