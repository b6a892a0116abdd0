use callpoint::endpoint;

#[endpoint(GET, "/api/notes/", body = Multipart)]
struct ListNotes {
    #[part]
    note: String,
}

fn main() {}
