use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", x4x => ())]
struct GetLink {
    id: String,
}

fn main() {}
