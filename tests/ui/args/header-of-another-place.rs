use callpoint::endpoint;

#[endpoint(GET, "/a", header = "Authorization: Bearer x")]
struct GetSecret;

#[endpoint(POST, "/a", header = "Content-Type: application/x-amz-json-1.0")]
struct Send {
    name: String,
}

#[endpoint(GET, "/a", header = "Host: example.com")]
struct GetHost;

fn main() {}
