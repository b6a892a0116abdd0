use callpoint::endpoint;

#[endpoint(PATCH, "/a")]
struct Edit {
    #[body(Json, type = application/merge-patch+json)]
    change: String,
}

fn main() {}
