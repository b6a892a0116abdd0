use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", auth)]
struct GetLink {
    id: String,
}

fn main() {}
