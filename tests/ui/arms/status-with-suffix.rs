use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 404u16 => ())]
struct GetLink {
    id: String,
}

fn main() {}
