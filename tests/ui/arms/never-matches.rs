use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 4xx => Rejected(String as Text), 404 => ())]
struct GetLink {
    id: String,
}

fn main() {}
