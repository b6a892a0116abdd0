use callpoint::{ByteStream, FromResponse};

#[derive(FromResponse)]
struct Download {
    #[header("etag")]
    etag: Option<String>,
    #[body(Stream)]
    content: ByteStream,
}

fn main() {}
