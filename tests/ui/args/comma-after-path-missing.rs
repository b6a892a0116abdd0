use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/" auth = none)]
struct GetLink {
    id: String,
}

fn main() {}
