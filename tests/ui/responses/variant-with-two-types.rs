use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status(404)]
    NotFound(String, u16),
}

fn main() {}
