use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/",
    #[deprecated]
    404 => (),
)]
struct GetLink {
    id: String,
}

fn main() {}
