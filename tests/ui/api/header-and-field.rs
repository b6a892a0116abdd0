use callpoint::api;

#[api(header = "X-Version: 1")]
mod links {
    use callpoint::endpoint;

    #[endpoint(GET, "/a")]
    struct Get {
        #[header("X-Version")]
        version: String,
    }
}

fn main() {}
