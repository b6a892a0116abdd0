use callpoint::endpoint;

#[endpoint(PATCH, "/a")]
struct Edit {
    #[body(Json, media_type = "application/merge-patch+json")]
    change: String,
}

fn main() {}
