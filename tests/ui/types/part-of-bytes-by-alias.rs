use callpoint::endpoint;

type Content = Vec<u8>;

#[endpoint(POST, "/files", body = Multipart, 204 => ())]
struct AddFile {
    #[part]
    file: Content,
}

fn main() {}
