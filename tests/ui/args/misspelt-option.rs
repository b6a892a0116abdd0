use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", timout = "5s")]
struct GetLink {
    id: String,
}

fn main() {}
