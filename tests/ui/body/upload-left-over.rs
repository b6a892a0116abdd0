use callpoint::Upload;

#[callpoint::endpoint(PUT, "/file/<name>")]
struct Replace {
    name: String,
    file: Upload,
}

fn main() {}
