use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 499 => String as Text)]
struct GetLink {
    id: String,
}

fn main() {}
