use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", = Basic)]
struct GetLink {
    id: String,
}

fn main() {}
