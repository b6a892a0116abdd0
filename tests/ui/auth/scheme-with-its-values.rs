use callpoint::endpoint;

#[endpoint(DELETE, "/api/links/<id>/", auth = Basic("secret-id", "secret-password"), 204 => ())]
struct DeleteLink {
    id: String,
}

fn main() {}
