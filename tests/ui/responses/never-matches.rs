use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status(_)]
    Other(String),
    #[status(404)]
    NotFound(()),
}

fn main() {}
