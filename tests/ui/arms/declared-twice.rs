use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/",
    400 => Problem { message: String },
    404 => Missing(Problem { message: String }),
)]
struct GetLink {
    id: String,
}

fn main() {}
