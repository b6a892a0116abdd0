use callpoint::endpoint;

#[endpoint(POST, "/api/links/", idempotency_key = IdempotencyKey)]
struct CreateLink {
    institution: String,
}

fn main() {}
