use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", body = Form)]
struct GetLink {
    id: String,
}

fn main() {}
