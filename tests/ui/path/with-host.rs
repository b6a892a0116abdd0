use callpoint::endpoint;

#[endpoint(GET, "https://sandbox.belvo.com/api/links/<id>/")]
struct GetLink {
    id: String,
}

fn main() {}
