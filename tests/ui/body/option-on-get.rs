use callpoint::endpoint;

#[endpoint(GET, "/a", body = Json)]
struct Get {
    change: String,
}

fn main() {}
