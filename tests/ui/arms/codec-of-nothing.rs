use callpoint::endpoint;

#[endpoint(DELETE, "/api/links/<id>/", 204 => () as Text)]
struct DeleteLink {
    id: String,
}

fn main() {}
