use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", auth = Basic | Bearer, 204 => ())]
struct GetLink {
    id: String,
}

fn main() {}
