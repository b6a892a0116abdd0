use callpoint::endpoint;

#[endpoint(PUT, "/files/<name>", 204 => ())]
struct PutFile {
    name: String,
    #[body]
    content: Vec<u8>,
}

fn main() {}
