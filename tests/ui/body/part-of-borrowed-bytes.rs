use callpoint::endpoint;

#[endpoint(POST, "/files", body = Multipart, 204 => ())]
struct AddFile<'a> {
    preview: Option<&'a [u8]>,
}

fn main() {}
