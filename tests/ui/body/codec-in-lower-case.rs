#[callpoint::endpoint(POST, "/token", body = form)]
struct Token {
    code: String,
}

fn main() {}
