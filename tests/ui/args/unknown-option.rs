use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", attempts = 3)]
struct GetLink {
    id: String,
}

fn main() {}
