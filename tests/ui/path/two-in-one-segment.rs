use callpoint::endpoint;

#[endpoint(GET, "/files/<name><ext>")]
struct GetFile {
    name: String,
    ext: String,
}

fn main() {}
