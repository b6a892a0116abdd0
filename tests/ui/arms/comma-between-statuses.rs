use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 400, 404 => Rejected(String as Text))]
struct GetLink {
    id: String,
}

fn main() {}
