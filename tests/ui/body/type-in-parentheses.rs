use callpoint::endpoint;

#[endpoint(PATCH, "/a")]
struct Edit {
    #[body(Json("application/merge-patch+json"))]
    change: String,
}

fn main() {}
