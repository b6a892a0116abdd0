use callpoint::endpoint;

#[endpoint(PUT, "/api/links/<id>/", idempotency_key = "Idempotency-Key")]
struct UpdateLink {
    id: String,
    password: String,
}

fn main() {}
