#[callpoint::endpoint(GET, "/name", 200 => String as text)]
struct Name;

fn main() {}
