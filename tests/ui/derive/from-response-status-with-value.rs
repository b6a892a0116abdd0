use callpoint::FromResponse;

#[derive(Debug, FromResponse)]
struct Download {
    #[status(200)]
    status: u16,
    #[headers("etag")]
    etag: Option<String>,
}

fn main() {}
