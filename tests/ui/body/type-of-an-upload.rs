use callpoint::{Upload, endpoint};

#[endpoint(PUT, "/a")]
struct Send {
    #[body(Stream, type = "image/png")]
    file: Upload,
}

fn main() {}
