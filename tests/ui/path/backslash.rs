use callpoint::endpoint;

#[endpoint(GET, r"/api\links/<id>/")]
struct GetLink {
    id: String,
}

fn main() {}
