use callpoint::endpoint;

#[endpoint(PUT, "/files", 204 => ())]
struct PutFile {
    #[body(Stream)]
    content: String,
}

fn main() {}
