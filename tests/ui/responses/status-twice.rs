use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status(400 | 404)]
    Rejected(String),
    #[status(404)]
    NotFound(()),
}

fn main() {}
