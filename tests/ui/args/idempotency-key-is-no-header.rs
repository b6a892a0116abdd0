use callpoint::endpoint;

#[endpoint(POST, "/api/links/", idempotency_key = "Idempotency Key")]
struct CreateLink {
    institution: String,
}

fn main() {}
