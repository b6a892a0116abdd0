use callpoint::{Bytes, endpoint};

#[endpoint(POST, "/files", body = Multipart, 204 => ())]
struct AddFile {
    #[part]
    file: Bytes,
}

fn main() {}
