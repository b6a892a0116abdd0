use callpoint::endpoint;

#[endpoint(DELETE, "/api/links/<id>/", auth = None, 204 => ())]
struct DeleteLink {
    id: String,
}

fn main() {}
