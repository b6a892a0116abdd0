use callpoint::endpoint;

#[endpoint(GET, "/files/<id>", 200 => Download as Whole)]
struct GetFile {
    id: u64,
}

struct Download {
    etag: String,
}

fn main() {}
