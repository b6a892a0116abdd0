use callpoint::endpoint;

#[endpoint(DELETE, "/api/links/<id>/",
    /// It is gone.
    #[example("{}")]
    204 => (),
)]
struct DeleteLink {
    id: String,
}

fn main() {}
