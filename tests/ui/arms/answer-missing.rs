use callpoint::endpoint;

#[endpoint(DELETE, "/api/links/<id>/", 204)]
struct DeleteLink {
    id: String,
}

fn main() {}
