use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 400 => GetLinkError { message: String })]
struct GetLink {
    id: String,
}

fn main() {}
