use callpoint::endpoint;

#[endpoint(DELETE, "/api/links/<id>/", auth = Basik, 204 => ())]
struct DeleteLink {
    id: String,
}

fn main() {}
