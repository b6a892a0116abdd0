use callpoint::endpoint;

#[endpoint(POST, "/a", body = Multipart)]
struct Get {
    #[part(Json, type = "application/merge-patch+json")]
    change: String,
}

fn main() {}
