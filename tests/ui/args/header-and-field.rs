use callpoint::endpoint;

#[endpoint(GET, "/a", header = "X-Version: 1")]
struct Get {
    #[header("x-version")]
    version: String,
}

#[endpoint(POST, "/a", header = "X-Key: 1", idempotency_key = "X-Key")]
struct Send;

fn main() {}
