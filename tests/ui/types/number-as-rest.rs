use callpoint::endpoint;

#[endpoint(GET, "/files/<path..>")]
struct GetFile {
    path: u64,
}

fn main() {}
