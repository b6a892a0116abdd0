use callpoint::endpoint;

#[endpoint(GET, "/a")]
struct Get {
    #[cookie("session", secret)]
    session: String,
}

fn main() {}
