use callpoint::endpoint;

#[endpoint(POST, "/files", body = Multipart, 204 => ())]
struct AddFiles {
    #[part]
    files: Vec<Box<[u8]>>,
}

fn main() {}
