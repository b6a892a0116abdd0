use callpoint::endpoint;

#[endpoint(POST, "/api/notes/", body = Multipart)]
struct CreateNote {
    #[body]
    note: String,
}

fn main() {}
