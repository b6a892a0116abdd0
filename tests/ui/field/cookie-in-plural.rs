use callpoint::endpoint;

#[endpoint(GET, "/a")]
struct Get {
    #[cookies("session")]
    session: String,
}

fn main() {}
