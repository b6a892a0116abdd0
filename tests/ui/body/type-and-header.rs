use callpoint::endpoint;

#[endpoint(PATCH, "/a", body = Json("application/merge-patch+json"))]
struct Edit {
    name: String,
    #[header("Content-Type")]
    media_type: String,
}

fn main() {}
