use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", errors = ApiErrors)]
struct GetLink {
    id: String,
}

fn main() {}
