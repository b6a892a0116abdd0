use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 200 => GetLink { status: String })]
struct GetLink {
    id: String,
}

fn main() {}
