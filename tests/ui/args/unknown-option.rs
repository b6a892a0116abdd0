use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", compress = 3)]
struct GetLink {
    id: String,
}

fn main() {}
