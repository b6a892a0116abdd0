use callpoint::endpoint;

#[endpoint(GET, "/links/<id>", 404 => Missing { detail: String }, message = detail)]
struct GetLink {
    id: String,
}

fn main() {}
