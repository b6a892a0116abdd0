use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", max_response = "1048576")]
struct GetLink {
    id: String,
}

fn main() {}
