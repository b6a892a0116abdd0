use callpoint::endpoint;

#[endpoint(PATCH, "/a")]
struct Get {
    #[body(json, type = "application/merge-patch+json")]
    change: String,
}

fn main() {}
