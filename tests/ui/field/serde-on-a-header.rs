use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[serde(rename = "X-Request-Mode")]
    #[header("X-Mode")]
    mode: String,
}

fn main() {}
