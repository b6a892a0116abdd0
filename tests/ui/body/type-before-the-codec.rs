use callpoint::endpoint;

#[endpoint(PATCH, "/a")]
struct Edit {
    #[body(type = "application/merge-patch+json")]
    change: String,
}

fn main() {}
