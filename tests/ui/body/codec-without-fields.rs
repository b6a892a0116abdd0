use callpoint::endpoint;

#[endpoint(POST, "/api/notes/", body = Text)]
struct CreateNote {
    note: String,
}

fn main() {}
