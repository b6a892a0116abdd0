use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status(200)]
    Fine(()),
    #[status(404)]
    NotFound(()),
}

fn main() {}
