#[callpoint::endpoint(GET, "/rows", 200 => callpoint::stream::JsonLines<u8> as Json)]
struct Rows;

fn main() {}
