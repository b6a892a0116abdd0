use callpoint::endpoint;

#[endpoint(POST, "/files", body = Multipart, 204 => ())]
struct AddFile {
    #[part("file")]
    file: Vec<u8>,
}

fn main() {}
