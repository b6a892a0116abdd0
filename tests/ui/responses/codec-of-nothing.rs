use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status(404 as Text)]
    NotFound(()),
}

fn main() {}
