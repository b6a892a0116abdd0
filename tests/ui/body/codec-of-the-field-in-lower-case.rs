#[callpoint::endpoint(POST, "/token")]
struct Token {
    #[body(raw)]
    code: Vec<u8>,
}

fn main() {}
