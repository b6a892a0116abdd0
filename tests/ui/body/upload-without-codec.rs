use callpoint::Upload;

#[callpoint::endpoint(PUT, "/file")]
struct Replace {
    #[body]
    file: Upload,
}

fn main() {}
