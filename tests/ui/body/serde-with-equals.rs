use callpoint::endpoint;

#[endpoint(POST, "/api/notes/")]
struct CreateNote {
    #[serde = "Note"]
    note: String,
}

fn main() {}
