use callpoint::endpoint;

#[derive(Debug)]
#[endpoint(PUT, "/api/links/<id>/")]
struct UpdateLink {
    id: String,
    #[secret]
    password: String,
}

fn main() {}
