use callpoint::endpoint;

#[endpoint(POST, "/api/links/", idempotent = true)]
struct CreateLink {
    institution: String,
}

fn main() {}
