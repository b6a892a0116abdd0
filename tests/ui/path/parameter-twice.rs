use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/accounts/<id>/")]
struct GetAccount {
    id: String,
}

fn main() {}
