use callpoint::FromResponse;

#[derive(FromResponse)]
struct Download {
    #[header("etag")]
    etag: Option<String>,
    content: String,
}

fn main() {}
