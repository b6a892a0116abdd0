use callpoint::endpoint;

#[endpoint(POST, "/a", body = Multipart("multipart/mixed"))]
struct Send {
    name: String,
}

fn main() {}
