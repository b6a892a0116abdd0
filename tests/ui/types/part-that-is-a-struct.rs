use callpoint::endpoint;

#[endpoint(POST, "/files", body = Multipart, 204 => ())]
struct AddFile {
    #[part]
    about: About,
}

struct About {
    title: String,
}

fn main() {}
