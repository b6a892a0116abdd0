use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 200 => Link { pub id: String, pub status: String })]
struct GetLink {
    id: String,
}

fn main() {}
