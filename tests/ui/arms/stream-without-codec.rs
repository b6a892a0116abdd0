use callpoint::ByteStream;

#[callpoint::endpoint(GET, "/file", 200 => ByteStream)]
struct Download;

fn main() {}
