use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status(40)]
    NotFound(()),
}

fn main() {}
