use callpoint::endpoint;

#[endpoint(GET, "/files/<path..>")]
struct GetFile {
    path: Option<String>,
}

fn main() {}
