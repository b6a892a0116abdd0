use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 200 => Link { id: String, owner: Owner })]
struct GetLink {
    id: String,
}

fn main() {}
