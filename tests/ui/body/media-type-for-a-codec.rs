use callpoint::endpoint;

#[endpoint(PATCH, "/a")]
struct Get {
    #[body("application/json")]
    change: String,
}

fn main() {}
