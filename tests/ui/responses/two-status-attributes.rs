use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status(400)]
    #[status(404)]
    Rejected(String),
}

fn main() {}
