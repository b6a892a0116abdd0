use callpoint::endpoint;

#[endpoint(POST, "/a", body = Form(lists = bracket))]
struct Misspelt {
    ids: Vec<u8>,
}

#[endpoint(POST, "/a", body = Form(csv))]
struct WithoutKey {
    ids: Vec<u8>,
}

#[endpoint(POST, "/a", body = Form("text/plain"))]
struct WithMediaType {
    ids: Vec<u8>,
}

#[endpoint(POST, "/a", 200 => Vec<u8> as Form(lists = csv))]
struct Received;

fn main() {}
