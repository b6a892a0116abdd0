use callpoint::endpoint;

#[endpoint(PATCH, "/a")]
struct Get {
    #[body(Json, "application/merge-patch+json")]
    change: String,
}

fn main() {}
