use callpoint::endpoint;

#[endpoint(GET, "/files/v<path..>")]
struct GetFile {
    path: String,
}

fn main() {}
