use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", auth(Basic))]
struct GetLink {
    id: String,
}

fn main() {}
