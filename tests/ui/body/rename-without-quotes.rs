use callpoint::endpoint;

#[endpoint(POST, "/api/notes/")]
struct CreateNote {
    #[serde(rename = Note)]
    note: String,
}

fn main() {}
